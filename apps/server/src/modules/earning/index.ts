export { earningTables } from './entities';
export { EarningModule } from './module';
export type { AppliedRefund, PaidOrder, Rewardable, RewardedEvent } from './paid-order';
export { RewardsService } from './rewards.service';
export { EarningVersions, inForceAt, type RulesVersion } from './versions';
