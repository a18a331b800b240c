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
import { OrderAuditStore } from './audit.store';
import { BackTestsService } from './back-tests.service';
import { BackTestsStore } from './back-tests.store';
import { EarningChecksController } from './checks.controller';
import { OrderClawbacks } from './clawbacks';
import { OrderContexts } from './contexts';
import { ContextsStore } from './contexts.store';
import { FlagsService } from './flags.service';
import { FlagsStore } from './flags.store';
import { OrderLedgerStore } from './order-ledger.store';
import { MemberEarningController } from './member.controller';
import { ProgrammeTerms } from './programme-terms';
import { RewardsService } from './rewards.service';
import { EarningRulesController } from './rules.controller';
import { RulesService } from './rules.service';
import { TrialService } from './trial.service';
import { UsageStore } from './usage.store';
import { EarningVersions } from './versions';
import { VersionsStore } from './versions.store';

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
  controllers: [EarningChecksController, EarningRulesController, MemberEarningController],
  providers: [
    BackTestsService,
    BackTestsStore,
    OrderAudit,
    OrderAuditStore,
    OrderClawbacks,
    ContextsStore,
    EarningVersions,
    FlagsService,
    FlagsStore,
    OrderContexts,
    OrderLedgerStore,
    ProgrammeTerms,
    RewardsService,
    RulesService,
    TrialService,
    UsageStore,
    VersionsStore,
  ],
  exports: [BackTestsService, EarningVersions, RewardsService, RulesService],
})
export class EarningModule {}
