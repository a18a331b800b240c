import { area } from '../../platform/areas';
import { goodsTables } from './entities';
import { goodsMigrations } from './migrations';
import { GoodsModule } from './module';

export const goodsArea = area({
  name: 'goods',
  module: GoodsModule,
  tables: goodsTables,
  migrations: goodsMigrations,
  grants: { operations: ['goods.write'] },
});
