import { SkinOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'goods',
      needs: 'customers.read',
      load: () => import('./goods.page'),
      menu: { name: { zh: '商品', en: 'Goods' }, Icon: SkinOutlined, order: 23 },
    },
    { path: 'goods/bought', needs: 'insights.read', load: () => import('./bought.page') },
    { path: 'goods/lines', needs: 'customers.read', load: () => import('./lines.page') },
    { path: 'goods/items/:itemId', needs: 'insights.read', opens: 'itm', load: () => import('./item.page') },
  ],
  permissions: { 'goods.write': { zh: '停用和恢复商品', en: 'Retire items and take them back' } },
};
