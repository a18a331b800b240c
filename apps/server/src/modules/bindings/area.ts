import { area } from '../../platform/areas';
import { bindingTables } from './entities';
import { bindingMigrations } from './migrations';
import { BindingsModule } from './module';

export const bindingsArea = area({
  name: 'bindings',
  module: BindingsModule,
  tables: bindingTables,
  migrations: bindingMigrations,
});
