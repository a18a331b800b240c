import { Module } from '@nestjs/common';
import { Housekeeping } from '../../platform/housekeeping';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { ConnectorsService } from './connectors.service';
import { IdentityController } from './controller';
import { OperatorsService } from './operators.service';
import { SessionsService } from './sessions.service';
import { endedSessions, IdentityQueries } from './queries';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [IdentityController],
  providers: [IdentityQueries, SessionsService, OperatorsService, ConnectorsService],
  exports: [SessionsService, OperatorsService, ConnectorsService],
})
export class IdentityModule {
  constructor(housekeeping: Housekeeping) {
    housekeeping.alsoRemove(endedSessions);
  }
}
