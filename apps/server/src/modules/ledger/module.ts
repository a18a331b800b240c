import { Module } from '@nestjs/common';
import { AsOfQueries } from './as-of.queries';
import { BrandsModule } from '../brands';
import { MembersModule } from '../members';
import { MergeBalances } from './merge-balances';
import { PartedBalances } from './parted-balances';
import { ClawbackSources } from './clawback-sources';
import { Clawbacks } from './clawbacks';
import { ExpiringQueries } from './expiring.queries';
import { FactAudit } from './audit';
import { FactReader } from './fact-reader';
import { Holds } from './holds';
import { LateFactQueries } from './late-facts.queries';
import { LateFacts } from './late-facts';
import { LedgerJobs } from './jobs';
import { Ledger } from './ledger';
import { LotReadsQueries } from './lot-reads.queries';
import { LotQueries } from './lots.queries';
import { OrderPoints } from './order-points.queries';
import { PointsReads } from './reads.service';
import { PointsReadsQueries } from './reads.queries';
import { LedgerQueries } from './queries';
import { PointsExport } from './export';

@Module({
  imports: [BrandsModule, MembersModule],
  providers: [
    AsOfQueries,
    PointsExport,
    MergeBalances,
    PartedBalances,
    Clawbacks,
    ClawbackSources,
    ExpiringQueries,
    FactAudit,
    FactReader,
    Holds,
    LateFactQueries,
    LateFacts,
    Ledger,
    LedgerJobs,
    LedgerQueries,
    LotReadsQueries,
    LotQueries,
    OrderPoints,
    PointsReads,
    PointsReadsQueries,
  ],
  exports: [Clawbacks, FactReader, Holds, LateFacts, Ledger, MergeBalances, OrderPoints, PointsReads],
})
export class LedgerModule {}
