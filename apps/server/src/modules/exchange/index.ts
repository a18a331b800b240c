export { exchangeTables } from './entities';
export { ExchangeModule } from './module';
