export { StoresModule } from './module';
export { StorePlaces, type StoreWords } from './service';
