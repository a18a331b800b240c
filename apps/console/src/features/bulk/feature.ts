import { CarryOutOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'bulk-acts',
      needs: 'customers.read',
      load: () => import('./bulk-acts.page'),
      menu: { name: { zh: '批量操作', en: 'Bulk acts' }, Icon: CarryOutOutlined, order: 63 },
    },
    {
      path: 'bulk-acts/:actId',
      needs: 'customers.read',
      opens: 'blk',
      load: () => import('./bulk-act.page'),
    },
  ],
  waiting: [
    {
      key: 'bulk-acts',
      name: { zh: '待复核的批量操作', en: 'Bulk acts to agree to' },
      to: '/bulk-acts?state=waiting',
      needs: 'adjustments.approve',
      load: () => import('./waiting'),
    },
  ],
};
