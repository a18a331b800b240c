import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [],
  permissions: {
    'scenes.write': { zh: '制作门店与导购的小程序码', en: 'Make codes of stores and guides' },
  },
};
