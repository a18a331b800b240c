export { Books } from './books';
export { TiersModule } from './module';
export { PassesService } from './passes.service';
export { SchemesService } from './schemes.service';
export { TierScreens } from './screens.service';
export { TiersService } from './tiers.service';
