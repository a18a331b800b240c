export { Books } from './books';
export { standings } from './entities';
export { TiersModule } from './module';
export { PassesService } from './passes.service';
export { SchemesService } from './schemes.service';
export { TierScreens } from './screens.service';
export type { StandingRow } from './standings.queries';
export { TiersService } from './tiers.service';
