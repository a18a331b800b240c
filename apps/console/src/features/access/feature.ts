import { KeyOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'access',
      needs: 'access.manage',
      load: () => import('./access.page'),
      menu: { name: { zh: '账号与密钥', en: 'Access' }, Icon: KeyOutlined, order: 85 },
    },
  ],
  permissions: {
    'access.manage': { zh: '管理账号与密钥', en: 'Manage accounts and keys' },
  },
};
