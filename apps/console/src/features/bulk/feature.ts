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
};
