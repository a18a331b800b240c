export { AccessModule } from './module';
