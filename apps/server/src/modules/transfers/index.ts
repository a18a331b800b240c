export { transferTables } from './entities';
export { TransfersModule } from './module';
export { Transfers } from './service';
