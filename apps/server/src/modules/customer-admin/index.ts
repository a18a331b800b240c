export { CustomerAdminModule } from './module';
