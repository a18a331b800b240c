export { Limits } from './limits.service';
export { LimitsModule } from './module';
