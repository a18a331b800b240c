export { TiersModule } from './module';
export { PassesService } from './passes.service';
export { SchemesService } from './schemes.service';
export { TierScreens } from './screens.service';
export { TiersService, type LevelQuestion } from './tiers.service';
export type { Badge as TierBadgeView } from './views';
