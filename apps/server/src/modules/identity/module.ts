import { Module } from '@nestjs/common';
import { Documents } from '../../platform/documents';
import { Housekeeping } from '../../platform/housekeeping';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { AccessController } from './access.controller';
import { AccountController } from './account.controller';
import { ConnectorsService } from './connectors.service';
import { ConsoleController } from './console.controller';
import { IdentityController } from './controller';
import { HASHING, openHashing } from './hashing';
import { OperatorAccess } from './operator-access.service';
import { OperatorProfiles } from './operator-profiles';
import { OperatorSignIn } from './operator-sign-in.service';
import { OperatorsService } from './operators.service';
import { OwnAccount } from './own-account.service';
import { SessionsService } from './sessions.service';
import { endedSessions, quietGuessers } from './entities';
import { SignInAttempts } from './sign-in-attempts';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [IdentityController, ConsoleController, AccountController, AccessController],
  providers: [
    { provide: HASHING, useFactory: openHashing },
    SessionsService,
    SignInAttempts,
    OperatorSignIn,
    OperatorsService,
    OperatorProfiles,
    OperatorAccess,
    OwnAccount,
    ConnectorsService,
  ],
  exports: [SessionsService, OperatorSignIn, OperatorsService, OperatorAccess, ConnectorsService],
})
export class IdentityModule {
  constructor(housekeeping: Housekeeping, documents: Documents, operators: OperatorsService) {
    housekeeping.alsoRemove(endedSessions);
    for (const rows of quietGuessers) housekeeping.alsoRemove(rows);
    documents.namesBy((reader, ids) => operators.names(reader, ids));
  }
}
