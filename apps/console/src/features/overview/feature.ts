import { AreaChartOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'overview',
      needs: 'insights.read',
      load: () => import('./overview.page'),
      menu: {
        name: { zh: '概览', en: 'Overview' },
        Icon: AreaChartOutlined,
        order: 10,
        also: ['/customers-behind'],
      },
    },
    { path: 'customers-behind', needs: 'customers.read', load: () => import('./customers-behind.page') },
  ],
  permissions: {
    'insights.read': { zh: '查看洞察', en: 'Read insights' },
  },
};
