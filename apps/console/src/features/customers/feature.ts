import { TeamOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'customers',
      needs: 'customers.read',
      load: () => import('./customers.page'),
      menu: { name: { zh: '会员', en: 'Members' }, Icon: TeamOutlined, order: 20 },
    },
    {
      path: 'customers/:customerId',
      needs: 'customers.read',
      opens: 'cus',
      load: () => import('./customer.page'),
    },
    { path: 'orders/:orderId', needs: 'customers.read', opens: 'ord', load: () => import('./order.page') },
    { path: 'refunds/:orderId', needs: 'customers.read', opens: 'rfd', load: () => import('./order.page') },
  ],
  permissions: {
    'customers.read': { zh: '查看顾客', en: 'Read customers' },
    'customers.manage': { zh: '导出、合并和注销顾客', en: 'Export, merge and erase customers' },
    'guides.write': { zh: '管理导购', en: 'Manage guides' },
  },
  timeline: {
    welcome: { zh: '欢迎消息', en: 'Message: welcome' },
  },
};
