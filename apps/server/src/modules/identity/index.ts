export { ConnectorsService } from './connectors.service';
export { IdentityModule } from './module';
export { OperatorSignIn } from './operator-sign-in.service';
export { OperatorsService, type NewOperator, type Operator } from './operators.service';
export { roleNames } from './roles';
export { SessionsService, type IssuedTokens, type SessionClaims } from './sessions.service';
