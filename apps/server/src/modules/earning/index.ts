export { FlagsService } from './flags.service';
export { EarningModule } from './module';
export type { AppliedRefund, PaidOrder, Rewardable, RewardedEvent } from './paid-order';
export { RewardsService } from './rewards.service';
export { BackTestsService } from './back-tests.service';
export { RulesService } from './rules.service';
export { EarningVersions, inForceAt, type RulesVersion } from './versions';
