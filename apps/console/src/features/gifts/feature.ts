import { GiftOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'points/gifts',
      needs: 'gifts.write',
      load: () => import('./gifts.page'),
      menu: {
        name: { zh: '礼品与使用', en: 'Gifts and spending' },
        Icon: GiftOutlined,
        order: 32,
        group: 'points',
      },
    },
    { path: 'points/gifts/:giftId', needs: 'gifts.write', load: () => import('./gift.page') },
  ],
  permissions: {
    'gifts.write': { zh: '管理礼品与积分使用', en: 'Manage gifts and spending' },
  },
  auditChecks: {
    STOCK: { zh: '礼品的库存与兑换单相符', en: 'Stock of gifts ties to their orders' },
  },
};
