import { ShopOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'stores',
      needs: 'customers.read',
      opens: 'str',
      load: () => import('./stores.page'),
      menu: { name: { zh: '门店', en: 'Stores' }, Icon: ShopOutlined, order: 22 },
    },
  ],
  permissions: { 'stores.write': { zh: '修改门店资料', en: 'Change stores' } },
};
