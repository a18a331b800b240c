import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { ConnectorsService } from './connectors.service';
import { IdentityController } from './controller';
import { OperatorsService } from './operators.service';
import { SessionsService } from './sessions.service';
import { IdentityStore } from './store';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [IdentityController],
  providers: [IdentityStore, SessionsService, OperatorsService, ConnectorsService],
  exports: [SessionsService, OperatorsService, ConnectorsService],
})
export class IdentityModule {}
