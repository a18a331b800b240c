import { area } from '../../platform/areas';
import { guideTables } from './entities';
import { GuidesModule } from './module';

export const guidesArea = area({
  name: 'guides',
  module: GuidesModule,
  tables: guideTables,
  grants: { operations: ['guides.write'] },
});
