export { ConnectorsService, type Connector } from './connectors.service';
export { IdentityModule } from './module';
export { OperatorAccess, type Account } from './operator-access.service';
export { OperatorSignIn } from './operator-sign-in.service';
export { OperatorsService, type NewOperator, type Operator } from './operators.service';
export { roleNames } from './roles';
export { SessionsService, type IssuedTokens, type SessionClaims } from './sessions.service';
