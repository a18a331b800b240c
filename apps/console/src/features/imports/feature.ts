import { CloudUploadOutlined, HourglassOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'imports',
      needs: 'imports.write',
      load: () => import('./imports.page'),
      menu: { name: { zh: '导入', en: 'Imports' }, Icon: CloudUploadOutlined, order: 60 },
    },
    {
      path: 'waiting-refunds',
      needs: 'imports.write',
      load: () => import('./waiting.page'),
      menu: { name: { zh: '待匹配退款', en: 'Waiting refunds' }, Icon: HourglassOutlined, order: 61 },
    },
    { path: 'imports/:importId', needs: 'imports.write', opens: 'imp', load: () => import('./import.page') },
  ],
  permissions: {
    'imports.write': { zh: '导入数据', en: 'Import data' },
  },
  waiting: [
    {
      key: 'waiting-imports',
      name: { zh: '待你确认的余额导入', en: 'Imports of balances to confirm' },
      to: '/imports',
      needs: 'adjustments.approve',
      load: () => import('./waiting-balances'),
    },
    {
      key: 'waiting-refunds',
      name: { zh: '没有找到订单的退款', en: 'Refunds without their order' },
      to: '/waiting-refunds',
      needs: 'imports.write',
      load: () => import('./waiting'),
    },
  ],
};
