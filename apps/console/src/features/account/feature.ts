import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [{ path: 'account', needs: null, load: () => import('./account.page') }],
};
