import { Module } from '@nestjs/common';
import { Documents } from '../../platform/documents';
import { Housekeeping } from '../../platform/housekeeping';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { ConnectorsService } from './connectors.service';
import { ConsoleController } from './console.controller';
import { IdentityController } from './controller';
import { OperatorProfiles } from './operator-profiles';
import { OperatorSignIn } from './operator-sign-in.service';
import { OperatorsService } from './operators.service';
import { SessionsService } from './sessions.service';
import { endedSessions, quietGuessers } from './entities';
import { SignInAttempts } from './sign-in-attempts';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [IdentityController, ConsoleController],
  providers: [
    SessionsService,
    SignInAttempts,
    OperatorSignIn,
    OperatorsService,
    OperatorProfiles,
    ConnectorsService,
  ],
  exports: [SessionsService, OperatorSignIn, OperatorsService, ConnectorsService],
})
export class IdentityModule {
  constructor(housekeeping: Housekeeping, documents: Documents, operators: OperatorsService) {
    housekeeping.alsoRemove(endedSessions);
    for (const rows of quietGuessers) housekeeping.alsoRemove(rows);
    documents.namesBy((reader, ids) => operators.names(reader, ids));
  }
}
