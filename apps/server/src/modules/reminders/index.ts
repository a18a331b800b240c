export { RemindersModule } from './module';
