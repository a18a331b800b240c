import { area } from '../../platform/areas';
import { brandTables } from './entities';
import { BrandsModule } from './module';

export const brandsArea = area({
  name: 'brands',
  module: BrandsModule,
  tables: brandTables,
});
