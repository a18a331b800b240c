import { area } from '../../platform/areas';
import { goodsTables } from './entities';
import { goodsFiles } from './files';
import { goodsMigrations } from './migrations';
import { GoodsModule } from './module';

export const goodsArea = area({
  name: 'goods',
  module: GoodsModule,
  files: goodsFiles,
  tables: goodsTables,
  migrations: goodsMigrations,
  grants: { operations: ['goods.write'] },
});
