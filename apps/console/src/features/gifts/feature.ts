import { GiftOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    { path: 'points/gifts', needs: 'gifts.write', load: () => import('./gifts.page') },
    { path: 'points/gifts/:giftId', needs: 'gifts.write', load: () => import('./gift.page') },
  ],
  navigation: [
    {
      name: { zh: '礼品与使用', en: 'Gifts and spending' },
      path: '/points/gifts',
      needs: 'gifts.write',
      Icon: GiftOutlined,
      order: 32,
      group: 'points',
    },
  ],
  permissions: {
    'gifts.write': { zh: '管理礼品与积分使用', en: 'Manage gifts and spending' },
  },
  auditChecks: {
    STOCK: { zh: '礼品的库存与兑换单相符', en: 'Stock of gifts ties to their orders' },
  },
};
