export { MemberAppModule } from './module';
