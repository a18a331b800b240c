import { HistoryOutlined, KeyOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'access',
      needs: 'access.manage',
      opens: ['opr', 'apk'],
      load: () => import('./access.page'),
      menu: { name: { zh: '账号与密钥', en: 'Access' }, Icon: KeyOutlined, order: 85 },
    },
    {
      path: 'actions',
      needs: 'access.log',
      load: () => import('./log.page'),
      menu: { name: { zh: '操作记录', en: 'Log of actions' }, Icon: HistoryOutlined, order: 86 },
    },
  ],
  permissions: {
    'access.log': { zh: '查看操作记录', en: 'Read the log of actions' },
    'access.manage': { zh: '管理账号与密钥', en: 'Manage accounts and keys' },
  },
};
