import { Module } from '@nestjs/common';
import { ContentHashes } from '../../platform/content-hash';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { GuidesModule } from '../guides';
import { IdentityModule } from '../identity';
import { ImportsModule } from '../imports';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { Adjustments } from './adjustments.service';
import { AdjustmentsQueries } from './adjustments.queries';
import { AdjustmentsController } from './controller';
import { OpeningBalances } from './opening.service';
import { OpeningQueries } from './opening.queries';
import { AdjustmentOwners } from './owners';
import { AdjustmentSettings } from './settings.service';

@Module({
  imports: [
    AuditModule,
    BrandsModule,
    GuidesModule,
    IdentityModule,
    ImportsModule,
    MembersModule,
    LedgerModule,
  ],
  controllers: [AdjustmentsController],
  providers: [
    AdjustmentOwners,
    Adjustments,
    AdjustmentSettings,
    AdjustmentsQueries,
    ContentHashes,
    OpeningBalances,
    OpeningQueries,
  ],
  exports: [Adjustments, OpeningBalances],
})
export class AdjustmentsModule {}
