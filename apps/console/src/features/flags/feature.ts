import { FlagOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'points/flags',
      needs: 'earning.read',
      opens: 'flg',
      load: () => import('./flags.page'),
      menu: { name: { zh: '奖励核查', en: 'Reward checks' }, Icon: FlagOutlined, order: 33, group: 'points' },
    },
  ],
  waiting: [
    {
      key: 'flags',
      name: { zh: '待核查的奖励', en: 'Rewards to check' },
      to: '/points/flags',
      needs: 'earning.write',
      load: () => import('./waiting'),
    },
  ],
};
