import { BellOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'reminders',
      needs: 'reminders.read',
      load: () => import('./reminders.page'),
      menu: { name: { zh: '微信提醒', en: 'WeChat reminders' }, Icon: BellOutlined, order: 24 },
    },
  ],
  permissions: {
    'reminders.read': { zh: '查看微信提醒', en: 'See WeChat reminders' },
    'reminders.write': { zh: '设置微信提醒', en: 'Set up WeChat reminders' },
  },
  auditChecks: {
    REMINDERS: {
      zh: '微信提醒的余数等于各次允许与发送之差',
      en: 'What WeChat may still tell people is what they allowed, less what was sent',
    },
  },
};
