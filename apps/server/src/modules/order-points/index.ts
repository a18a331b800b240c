export { OrderPointsModule } from './module';
