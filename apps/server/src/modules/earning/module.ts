import { Module } from '@nestjs/common';
import { AuditModule } from '../audit';
import { BindingsModule } from '../bindings';
import { BrandsModule } from '../brands';
import { IdentityModule } from '../identity';
import { InsightsModule } from '../insights';
import { MembersModule } from '../members';
import { LedgerModule } from '../ledger';
import { LedgerAuditModule } from '../ledger-audit';
import { TiersModule } from '../tiers';
import { TouchesModule } from '../touches';
import { OrderAudit } from './audit';
import { OrderAuditQueries } from './audit.queries';
import { BackTestRuns } from './back-test-runs';
import { BackTestsService } from './back-tests.service';
import { BackTestsQueries } from './back-tests.queries';
import { BudgetAudit } from './budget-audit';
import { BudgetDraws } from './budget-draws.queries';
import { BudgetsJob } from './budgets.job';
import { EarningChecksController } from './checks.controller';
import { OrderClawbacks } from './clawbacks';
import { OrderContexts } from './contexts';
import { Corrections } from './corrections';
import { FlagsService } from './flags.service';
import { FlagsQueries } from './flags.queries';
import { OrderLedgerQueries } from './order-ledger.queries';
import { MemberEarningController } from './member.controller';
import { ProgrammeTerms } from './programme-terms';
import { Retelling } from './retelling';
import { RetoldTurns } from './retold-turns';
import { RetellingQueries } from './retelling.queries';
import { RewardsService } from './rewards.service';
import { RulesController } from './rules.controller';
import { UsageQueries } from './usage.queries';
import { EarningVersions } from './versions';

@Module({
  imports: [
    AuditModule,
    BindingsModule,
    BrandsModule,
    IdentityModule,
    InsightsModule,
    MembersModule,
    LedgerModule,
    LedgerAuditModule,
    TiersModule,
    TouchesModule,
  ],
  controllers: [EarningChecksController, RulesController, MemberEarningController],
  providers: [
    BackTestRuns,
    BackTestsService,
    BackTestsQueries,
    BudgetAudit,
    BudgetDraws,
    BudgetsJob,
    Corrections,
    OrderAudit,
    OrderAuditQueries,
    OrderClawbacks,
    EarningVersions,
    FlagsService,
    FlagsQueries,
    OrderContexts,
    OrderLedgerQueries,
    ProgrammeTerms,
    Retelling,
    RetellingQueries,
    RetoldTurns,
    RewardsService,
    UsageQueries,
  ],
  exports: [BackTestsService, EarningVersions, RewardsService],
})
export class EarningModule {}
