import { AccountBookOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import type { Feature } from '../../app/feature';

export const feature: Feature = {
  screens: [
    {
      path: 'points/ledger',
      needs: 'ledger.read',
      load: () => import('./ledger.page'),
      menu: { name: { zh: '账本', en: 'Ledger' }, Icon: AccountBookOutlined, order: 34, group: 'points' },
    },
    {
      path: 'points/ledger/accounts/:accountId',
      needs: 'ledger.read',
      opens: 'acc',
      load: () => import('./account.page'),
    },
    {
      path: 'points/ledger/transactions/:transactionId',
      opens: 'ptx',
      needs: 'ledger.read',
      load: () => import('./transaction.page'),
    },
    {
      path: 'points/ledger/lots/:lotId',
      needs: 'ledger.read',
      opens: 'lot',
      load: () => import('./lot.page'),
    },
    {
      path: 'points/audits',
      needs: 'ledger.read',
      load: () => import('./audits.page'),
      menu: {
        name: { zh: '核对记录', en: 'Audits' },
        Icon: SafetyCertificateOutlined,
        order: 36,
        group: 'points',
      },
    },
  ],
  permissions: {
    'ledger.read': { zh: '查看账本', en: 'Read the ledger' },
    'ledger.audit': { zh: '核对账本', en: 'Audit the ledger' },
  },
  timeline: {
    merge: { zh: '账号合并转入积分', en: 'Points moved in by a merge' },
    reverse: { zh: '冲正', en: 'Points booked back' },
    activate: { zh: '积分生效', en: 'Points became usable' },
    expire: { zh: '积分过期', en: 'Points expired' },
    hold: { zh: '冻结积分', en: 'Points put on hold' },
    capture: { zh: '使用积分', en: 'Points used' },
    release: { zh: '解冻积分', en: 'Points released' },
    restore: { zh: '退回积分', en: 'Points given back' },
    opening: { zh: '期初积分导入', en: 'Earlier points brought in' },
    'points-arrived': { zh: '积分到账消息', en: 'Message: points arrived' },
    'points-expiring': { zh: '积分到期提醒', en: 'Message: points will expire' },
  },
  auditChecks: {
    'INV-1': { zh: '每笔分录借贷相等', en: 'Every entry balances' },
    'INV-2': { zh: '账户余额等于分录之和', en: 'Balances equal the sum of their entries' },
    'INV-3': { zh: '没有账户超出限额', en: 'No account passes its limit' },
    'INV-4': { zh: '同一流水号只记一次账', en: 'One key posts once' },
    'INV-5': { zh: '积分按到期先后使用', en: 'Points are spent in order of expiry' },
    'INV-6': { zh: '记账不改不删，只冲正一次', en: 'Postings are never changed; reversed at most once' },
    'INV-7': { zh: '冻结只确认或释放一次', en: 'A hold is captured or released once' },
    'INV-8': { zh: '全部账户合计为零', en: 'All accounts add up to zero' },
    'INV-9': { zh: '被拒绝的操作不留痕迹', en: 'A refusal leaves nothing behind' },
    'INV-10': { zh: '答复过的都查得到', en: 'What was answered can be read' },
    'INV-11': { zh: '一起发生的一起入账', en: 'What happens together is posted together' },
    'INV-12': { zh: '数值都是范围内的整数', en: 'All figures are whole and in range' },
    ROOT: { zh: '每日根摘要与历史一致', en: 'Daily roots match the history' },
  },
};
