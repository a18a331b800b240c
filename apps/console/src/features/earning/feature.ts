import { StarOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'points/rules',
      needs: 'earning.read',
      load: () => import('./rules.page'),
      menu: { name: { zh: '积分规则', en: 'Earning rules' }, Icon: StarOutlined, order: 31, group: 'points' },
    },
    { path: 'points/rules/v/:version', needs: 'earning.read', load: () => import('./version.page') },
    { path: 'points/rules/draft', needs: 'earning.write', load: () => import('./draft.page') },
  ],
  waiting: [
    {
      key: 'earning',
      name: { zh: '待复核的积分规则', en: 'Earning rules to approve' },
      to: '/points/rules/draft',
      needs: 'earning.write',
      load: () => import('./waiting'),
    },
  ],
  permissions: {
    'earning.read': { zh: '查看积分规则', en: 'Read earning rules' },
    'earning.write': { zh: '修改积分规则', en: 'Change earning rules' },
  },
  timeline: {
    earn: { zh: '获得积分', en: 'Points earned' },
    clawback: { zh: '退款追回积分', en: 'Points taken back after a refund' },
    settle: { zh: '迟到记录更正积分', en: 'Points put right after a late record' },
  },
  auditChecks: {
    ORDERS: {
      zh: '每笔订单与退款的积分正好入账一次',
      en: 'Orders and refunds moved their points exactly once',
    },
  },
};
