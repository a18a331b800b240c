export { PointsModule } from './module';
export { SpendingSettings } from './settings.service';
export { guideOf, memberOf, principalOf, type AssetOwner, PointsOwners } from './owners';
