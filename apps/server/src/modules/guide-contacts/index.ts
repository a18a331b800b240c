export { GuideContactsModule } from './module';
export { GuideContacts } from './service';
