import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [],
  permissions: { 'goods.write': { zh: '停用和恢复商品', en: 'Retire items and take them back' } },
};
