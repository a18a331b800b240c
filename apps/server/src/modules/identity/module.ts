import { Module } from '@nestjs/common';
import { Documents } from '../../platform/documents';
import { Housekeeping } from '../../platform/housekeeping';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { ConnectorsService } from './connectors.service';
import { IdentityController } from './controller';
import { OperatorsService } from './operators.service';
import { SessionsService } from './sessions.service';
import { endedSessions } from './entities';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [IdentityController],
  providers: [SessionsService, OperatorsService, ConnectorsService],
  exports: [SessionsService, OperatorsService, ConnectorsService],
})
export class IdentityModule {
  constructor(housekeeping: Housekeeping, documents: Documents, operators: OperatorsService) {
    housekeeping.alsoRemove(endedSessions);
    documents.namesBy((reader, ids) => operators.names(reader, ids));
  }
}
