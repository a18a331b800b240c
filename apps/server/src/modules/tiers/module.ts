import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BrandsModule } from '../brands';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { OrdersModule } from '../orders';
import { TouchesModule } from '../touches';
import { TierAudit } from './audit';
import { Books } from './books';
import { BackTestService } from './back-test.service';
import { DistributionService } from './distribution.service';
import { TiersDueJob } from './jobs';
import { UpgradeBonuses } from './upgrade-bonuses';
import { TierExport } from './export';
import { Histories } from './histories';
import { HistoriesQueries } from './histories.queries';
import { MemberTierController } from './member.controller';
import { TierMessages } from './messages';
import { OpenTierController } from './open.controller';
import { OperatorTierController } from './operator.controller';
import { PassesService } from './passes.service';
import { TierReportsQueries } from './reports.queries';
import { SchemesController } from './schemes.controller';
import { SchemesService } from './schemes.service';
import { TierScreens } from './screens.service';
import { StandingsQueries } from './standings.queries';
import { TiersService } from './tiers.service';

@Module({
  imports: [
    AuditModule,
    BrandsModule,
    InsightsModule,
    MembersModule,
    LedgerModule,
    OrdersModule,
    TouchesModule,
  ],
  controllers: [MemberTierController, OperatorTierController, OpenTierController, SchemesController],
  providers: [
    BackTestService,
    Books,
    DistributionService,
    Histories,
    HistoriesQueries,
    PassesService,
    SchemesService,
    StandingsQueries,
    TierAudit,
    TierExport,
    UpgradeBonuses,
    TierMessages,
    TierReportsQueries,
    TierScreens,
    TiersDueJob,
    TiersService,
  ],
  exports: [Books, SchemesService, TierScreens, TiersService],
})
export class TiersModule {}
