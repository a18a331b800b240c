import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { ImportsModule } from '../imports';
import { LimitsModule } from '../limits';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { PointsModule } from '../points';
import { Adjustments } from './adjustments.service';
import { AdjustmentBooks } from './books.service';
import { AdjustmentErasure } from './erasure';
import { AdjustmentsController } from './controller';
import { OpeningImports } from './opening-imports';
import { OpeningReversals } from './opening-reversals';
import { OpeningBalances } from './opening.service';
import { UnusedBalances } from './unused-balances';
import { AdjustmentOwners } from './owners';
import { AdjustmentPages } from './pages.service';
import { AdjustmentSettings } from './settings.service';

@Module({
  imports: [
    AuditModule,
    BrandsModule,
    IdentityModule,
    ImportsModule,
    LimitsModule,
    MembersModule,
    LedgerModule,
    PointsModule,
  ],
  controllers: [AdjustmentsController],
  providers: [
    AdjustmentBooks,
    AdjustmentErasure,
    AdjustmentOwners,
    AdjustmentPages,
    Adjustments,
    AdjustmentSettings,
    ContentHashes,
    OpeningBalances,
    OpeningImports,
    OpeningReversals,
    UnusedBalances,
  ],
  exports: [AdjustmentPages, Adjustments, OpeningBalances],
})
export class AdjustmentsModule {}
