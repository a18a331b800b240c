import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { AuditService } from './audit.service';
import { LedgerAuditStore } from './audit.store';
import { Ledger } from './ledger';
import { PointsOperatorController } from './operator.controller';
import { PointsStore } from './points.store';
import { PointsService } from './service';
import { LedgerStore } from './store';
import { LedgerWriter } from './writer';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [PointsOperatorController],
  providers: [AuditService, LedgerAuditStore, Ledger, LedgerStore, LedgerWriter, PointsService, PointsStore],
  exports: [AuditService, LedgerWriter, PointsService],
})
export class PointsModule {}
