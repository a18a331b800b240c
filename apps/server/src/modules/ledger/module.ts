import { Module } from '@nestjs/common';
import { CarryOver } from './carry-over';
import { Clawbacks } from './clawbacks';
import { DueStore } from './due.store';
import { ExpiringStore } from './expiring.store';
import { Holds } from './holds';
import { LedgerJobs } from './jobs';
import { Ledger } from './ledger';
import { LotReadsStore } from './lot-reads.store';
import { LotStore } from './lots.store';
import { PointsReads } from './reads.service';
import { PointsReadsStore } from './reads.store';
import { PointsService } from './service';
import { LedgerStore } from './store';
import { LedgerWriter } from './writer';

@Module({
  providers: [
    CarryOver,
    Clawbacks,
    DueStore,
    ExpiringStore,
    Holds,
    Ledger,
    LedgerJobs,
    LedgerStore,
    LedgerWriter,
    LotReadsStore,
    LotStore,
    PointsReads,
    PointsReadsStore,
    PointsService,
  ],
  exports: [Holds, Ledger, LedgerWriter, PointsReads, PointsService],
})
export class LedgerModule {}
