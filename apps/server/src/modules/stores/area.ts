import { area } from '../../platform/areas';
import { storeTables } from './entities';
import { GuideExport } from './export';
import { storeMigrations } from './migrations';
import { StoresModule } from './module';

export const storesArea = area({
  name: 'stores',
  module: StoresModule,
  tables: storeTables,
  migrations: storeMigrations,
  export: GuideExport,
  grants: { operations: ['stores.write'] },
});
