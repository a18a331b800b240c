export { PointsModule } from './module';
export { type Before, beforeOf, pageOf } from './pages';
export { SpendingSettings } from './settings.service';
export { guideOf, memberOf, principalOf, type Taker, Takers } from './takers';
