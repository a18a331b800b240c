export { PortalModule } from './module';
