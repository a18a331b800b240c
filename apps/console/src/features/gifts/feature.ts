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
    { path: 'points/gifts/:giftId', needs: 'gifts.write', opens: 'gft', load: () => import('./gift.page') },
    {
      path: 'points/gift-orders/:orderId',
      needs: 'ledger.read',
      opens: 'gor',
      load: () => import('./gift-order.page'),
    },
  ],
  permissions: {
    'gifts.write': { zh: '管理礼品与积分使用', en: 'Manage gifts and spending' },
  },
  timeline: {
    transfer: { zh: '转赠积分', en: 'Points transferred' },
    'gift-collected': { zh: '礼品领取消息', en: 'Message: gift collected' },
    'gift-lapsed': { zh: '礼品过期未取消息', en: 'Message: gift not collected in time' },
  },
  auditChecks: {
    STOCK: { zh: '礼品的库存与兑换单相符', en: 'Stock of gifts ties to their orders' },
  },
};
