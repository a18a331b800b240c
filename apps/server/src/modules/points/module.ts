import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { OrderAuditStore } from './audit-orders.store';
import { OwnerAuditStore } from './audit-owners.store';
import { RowAuditStore } from './audit-rows.store';
import { AuditRunsStore } from './audit-runs.store';
import { AuditService } from './audit.service';
import { LedgerAuditStore } from './audit.store';
import { CarryOver } from './carry-over';
import { Clawbacks } from './clawbacks';
import { DueStore } from './due.store';
import { ExpiringStore } from './expiring.store';
import { LedgerExplorer } from './explorer.service';
import { LedgerExplorerStore } from './explorer.store';
import { Holds } from './holds';
import { PointsJobs } from './jobs';
import { Ledger } from './ledger';
import { LotStore } from './lots.store';
import { PointsOperatorController } from './operator.controller';
import { LedgerProofs } from './proofs.service';
import { PointsReads } from './reads.service';
import { PointsReadsStore } from './reads.store';
import { LotReadsStore } from './lot-reads.store';
import { LedgerRoots } from './roots';
import { LedgerRootsStore } from './roots.store';
import { PointsService } from './service';
import { LedgerStore } from './store';
import { LedgerWriter } from './writer';

@Module({
  imports: [AuditModule, BrandsModule],
  controllers: [PointsOperatorController],
  providers: [
    AuditRunsStore,
    AuditService,
    CarryOver,
    Clawbacks,
    DueStore,
    ExpiringStore,
    Holds,
    LedgerAuditStore,
    LedgerExplorer,
    LedgerExplorerStore,
    LedgerProofs,
    LedgerRoots,
    LedgerRootsStore,
    Ledger,
    LedgerStore,
    LedgerWriter,
    LotReadsStore,
    LotStore,
    OrderAuditStore,
    OwnerAuditStore,
    PointsJobs,
    PointsReads,
    PointsReadsStore,
    PointsService,
    RowAuditStore,
  ],
  exports: [AuditService, Holds, Ledger, LedgerWriter, PointsReads, PointsService],
})
export class PointsModule {}
