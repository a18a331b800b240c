import { IdcardOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'guides',
      needs: 'customers.read',
      opens: 'gde',
      load: () => import('./guides.page'),
      menu: { name: { zh: '导购', en: 'Guides' }, Icon: IdcardOutlined, order: 21 },
    },
  ],
};
