export { ExchangeModule } from './module';
