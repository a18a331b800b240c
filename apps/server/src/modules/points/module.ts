import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { AuditService } from './audit.service';
import { LedgerAuditStore } from './audit.store';
import { CarryOver } from './carry-over';
import { Clawbacks } from './clawbacks';
import { Holds } from './holds';
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
    CarryOver,
    Clawbacks,
    Holds,
    LedgerAuditStore,
    Ledger,
    LedgerStore,
    LedgerWriter,
    LotReadsStore,
    LotStore,
    PointsReads,
    PointsReadsStore,
    PointsService,
    PointsStore,
  ],
  exports: [AuditService, Holds, Ledger, LedgerWriter, PointsReads, PointsService],
})
export class PointsModule {}
