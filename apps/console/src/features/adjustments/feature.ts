import { EditOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'points/adjustments',
      needs: 'ledger.read',
      load: () => import('./adjustments.page'),
      menu: { name: { zh: '积分调整', en: 'Adjustments' }, Icon: EditOutlined, order: 35, group: 'points' },
    },
    {
      path: 'points/adjustments/:adjustmentId',
      opens: 'adj',
      needs: 'ledger.read',
      load: () => import('./adjustment.page'),
    },
  ],
  permissions: {
    'adjustments.request': { zh: '申请积分调整', en: 'Ask for adjustments' },
    'adjustments.approve': { zh: '复核积分调整', en: 'Approve adjustments' },
  },
  timeline: {
    adjust: { zh: '积分调整', en: 'Points adjusted' },
  },
  waiting: [
    {
      key: 'adjustments',
      name: { zh: '待复核的积分调整', en: 'Adjustments to approve' },
      to: '/points/adjustments?state=waiting',
      needs: 'adjustments.approve',
      load: () => import('./waiting'),
    },
  ],
};
