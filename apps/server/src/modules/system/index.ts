export { SystemModule } from './module';
