import { CrownOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'points/tiers',
      needs: 'insights.read',
      load: () => import('./tiers.page'),
      menu: { name: { zh: '会员等级', en: 'Tiers' }, Icon: CrownOutlined, order: 30, group: 'points' },
    },
    { path: 'points/tiers/v/:version', needs: 'insights.read', load: () => import('./version.page') },
    { path: 'points/tiers/draft', needs: 'tiers.write', load: () => import('./draft.page') },
  ],
  waiting: [
    {
      key: 'tiers',
      name: { zh: '待复核的等级方案', en: 'Tier schemes to approve' },
      to: '/points/tiers/draft',
      needs: 'tiers.write',
      load: () => import('./waiting'),
    },
  ],
  permissions: {
    'tiers.write': { zh: '修改等级', en: 'Change tiers' },
  },
  timeline: {
    'tier-upgraded': { zh: '升级消息', en: 'Message: level reached' },
    'tier-will-downgrade': { zh: '降级提醒', en: 'Message: level will end' },
  },
};
