import { area } from '../../platform/areas';
import { bindingTables } from './entities';
import { BindingsModule } from './module';

export const bindingsArea = area({
  name: 'bindings',
  module: BindingsModule,
  tables: bindingTables,
});
