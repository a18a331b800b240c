import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { TouchesModule } from '../touches';
import { BackTestService } from './back-test.service';
import { DistributionService } from './distribution.service';
import { TiersDueJob } from './due.job';
import { TierEvents } from './events';
import { TierGifts } from './gifts';
import { Histories } from './histories';
import { HistoriesStore } from './histories.store';
import { MemberTierController } from './member.controller';
import { TierMessages } from './messages';
import { OpenTierController } from './open.controller';
import { OperatorTierController } from './operator.controller';
import { OrderNumbersStore } from './order-numbers.store';
import { PassesService } from './passes.service';
import { PassesStore } from './passes.store';
import { TierReportsStore } from './reports.store';
import { SchemesService } from './schemes.service';
import { SchemesStore } from './schemes.store';
import { TierScreens } from './screens.service';
import { StandingsStore } from './standings.store';
import { TiersService } from './tiers.service';

@Module({
  imports: [AuditModule, BrandsModule, InsightsModule, MembersModule, LedgerModule, TouchesModule],
  controllers: [MemberTierController, OperatorTierController, OpenTierController],
  providers: [
    BackTestService,
    DistributionService,
    Histories,
    HistoriesStore,
    OrderNumbersStore,
    PassesService,
    PassesStore,
    SchemesService,
    SchemesStore,
    StandingsStore,
    TierEvents,
    TierGifts,
    TierMessages,
    TierReportsStore,
    TierScreens,
    TiersDueJob,
    TiersService,
  ],
  exports: [SchemesService, TierScreens, TiersService],
})
export class TiersModule {}
