import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { AuditService } from './audit.service';
import { LedgerAuditStore } from './audit.store';
import { Ledger } from './ledger';
import { LotStore } from './lots.store';
import { PointsOperatorController } from './operator.controller';
import { PointsReads } from './reads.service';
import { PointsReadsStore } from './reads.store';
import { LotReadsStore } from './lot-reads.store';
import { PointsStore } from './points.store';
import { PointsService } from './service';
import { LedgerStore } from './store';
import { LedgerWriter } from './writer';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [PointsOperatorController],
  providers: [
    AuditService,
    LedgerAuditStore,
    Ledger,
    LedgerStore,
    LedgerWriter,
    LotStore,
    LotReadsStore,
    LotStore,
    PointsReads,
    PointsReadsStore,
    PointsService,
    PointsStore,
  ],
  exports: [AuditService, LedgerWriter, PointsReads, PointsService],
})
export class PointsModule {}
