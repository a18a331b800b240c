export { AppFaultsModule } from './module';
