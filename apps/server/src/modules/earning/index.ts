export { BudgetsJob } from './budgets.job';
export { FlagsService } from './flags.service';
export { EarningModule } from './module';
export { RewardsService } from './rewards.service';
export { BackTestsService } from './back-tests.service';
export { EarningVersions } from './versions';
