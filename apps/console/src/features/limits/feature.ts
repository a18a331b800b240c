import type { Feature } from '../../app/feature';

/** Two-person limits stand beside the settings that they are part of; here are only their permissions. */
export const feature: Feature = {
  screens: [],
  permissions: {
    'limits.read': { zh: '查看双人限额的变更', en: 'Read changes of two-person limits' },
    'limits.approve': { zh: '同意放宽双人限额', en: 'Agree to looser two-person limits' },
  },
  waiting: [
    {
      key: 'limits',
      name: { zh: '待同意的限额放宽', en: 'Looser limits to agree to' },
      to: '/points/adjustments',
      needs: 'limits.approve',
      load: () => import('./waiting'),
    },
  ],
};
