export { orderPointsTables } from './entities';
export { OrderPointsModule } from './module';
