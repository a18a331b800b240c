import { AuditOutlined, FundOutlined, WalletOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'settlement/statements',
      needs: 'settlement.read',
      load: () => import('./statements.page'),
      menu: { name: { zh: '结算单', en: 'Statements' }, Icon: AuditOutlined, order: 50, group: 'settlement' },
    },
    {
      path: 'settlement/statements/:period/:partyKind/:partyId',
      needs: 'settlement.read',
      load: () => import('./statement.page'),
    },
    {
      path: 'settlement/liability',
      needs: 'settlement.read',
      load: () => import('./liability.page'),
      menu: { name: { zh: '积分负债', en: 'Liability' }, Icon: FundOutlined, order: 51, group: 'settlement' },
    },
    {
      path: 'settlement/payouts',
      needs: 'settlement.read',
      opens: 'pay',
      load: () => import('./payouts.page'),
      menu: { name: { zh: '导购提现', en: 'Payouts' }, Icon: WalletOutlined, order: 52, group: 'settlement' },
    },
  ],
  permissions: {
    'settlement.read': { zh: '查看结算', en: 'Read settlement' },
    'settlement.write': { zh: '办理结算', en: 'Settle' },
  },
  auditChecks: {
    SETTLEMENT: { zh: '结算单与分录一一对应', en: 'Statements and entries match one to one' },
    LIABILITY: { zh: '积分负债与账本相符', en: 'Liability ties to the ledger' },
  },
};
