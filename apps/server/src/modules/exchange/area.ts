import { area } from '../../platform/areas';
import { exchangeTables } from './entities';
import { ExchangeExport } from './export';
import { ExchangeModule } from './module';

export const exchangeArea = area({
  name: 'exchange',
  module: ExchangeModule,
  tables: exchangeTables,
  export: ExchangeExport,
});
