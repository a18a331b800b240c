export { PointsModule } from './module';
export { spendingSettings, type SpendingRules } from './settings';
export { SpendingSettings } from './settings.service';
export { guideOf, memberOf, principalOf, type AssetOwner, type PointsOwner, PointsOwners } from './owners';
