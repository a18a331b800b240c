import { AreaChartOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    { path: 'overview', needs: 'insights.read', load: () => import('./overview.page') },
    { path: 'customers-behind', needs: 'customers.read', load: () => import('./customers-behind.page') },
  ],
  navigation: [
    {
      name: { zh: '概览', en: 'Overview' },
      path: '/overview',
      needs: 'insights.read',
      Icon: AreaChartOutlined,
      order: 10,
      also: ['/customers-behind'],
    },
  ],
  permissions: {
    'insights.read': { zh: '查看洞察', en: 'Read insights' },
  },
};
