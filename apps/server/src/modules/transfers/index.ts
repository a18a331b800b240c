export { TransfersModule } from './module';
export { Transfers } from './service';
