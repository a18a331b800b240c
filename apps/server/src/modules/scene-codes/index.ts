export { ArrivalsService } from './arrivals.service';
export { SceneCodesModule } from './module';
