export { DeskModule } from './module';
