export { ListFilesModule } from './module';
