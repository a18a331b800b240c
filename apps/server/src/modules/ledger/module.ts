import { Module } from '@nestjs/common';
import { AsOfQueries } from './as-of.queries';
import { MergeBalances } from './merge-balances';
import { Clawbacks } from './clawbacks';
import { ExpiringQueries } from './expiring.queries';
import { Holds } from './holds';
import { LedgerJobs } from './jobs';
import { Ledger } from './ledger';
import { LotReadsQueries } from './lot-reads.queries';
import { LotQueries } from './lots.queries';
import { PointsReads } from './reads.service';
import { PointsReadsQueries } from './reads.queries';
import { LedgerQueries } from './queries';
import { PointsExport } from './export';

@Module({
  providers: [
    AsOfQueries,
    PointsExport,
    MergeBalances,
    Clawbacks,
    ExpiringQueries,
    Holds,
    Ledger,
    LedgerJobs,
    LedgerQueries,
    LotReadsQueries,
    LotQueries,
    PointsReads,
    PointsReadsQueries,
  ],
  exports: [Clawbacks, Holds, Ledger, PointsReads],
})
export class LedgerModule {}
