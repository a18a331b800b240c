import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [{ path: 'system/app-faults', needs: 'system.read', load: () => import('./app-faults.page') }],
};
