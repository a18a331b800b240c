import { SettingOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'system',
      needs: 'system.read',
      load: () => import('./system.page'),
      menu: { name: { zh: '系统', en: 'System' }, Icon: SettingOutlined, order: 90 },
    },
  ],
  permissions: {
    'system.read': { zh: '查看系统', en: 'Read system status' },
  },
};
