import { area } from '../../platform/areas';
import { GuidesModule } from './module';

export const guidesArea = area({
  name: 'guides',
  module: GuidesModule,
  grants: { operations: ['guides.write'] },
});
