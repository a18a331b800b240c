import { SafetyCertificateOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'privacy',
      needs: 'customers.read',
      load: () => import('./policies.page'),
      menu: { name: { zh: '隐私政策', en: 'Privacy policy' }, Icon: SafetyCertificateOutlined, order: 84 },
    },
    { path: 'privacy/v/:version', needs: 'customers.read', load: () => import('./version.page') },
    { path: 'privacy/draft', needs: 'privacy.write', load: () => import('./draft.page') },
  ],
  permissions: { 'privacy.write': { zh: '修改隐私政策', en: 'Change the privacy policy' } },
};
