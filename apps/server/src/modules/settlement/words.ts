import type { CauseKind, SettlementLineKind } from '@liuliang/domain';

export type Language = 'zh' | 'en';
type Words = Readonly<Record<Language, string>>;

/** Words on paper and in files; the screens have their own. */
export const lineWords: Readonly<Record<SettlementLineKind, Words>> = {
  redemption: { zh: '积分兑换', en: 'Points redeemed' },
  redemption_refund: { zh: '兑换退回', en: 'Redemption refunded' },
  reward: { zh: '导购奖励', en: 'Reward' },
  clawback: { zh: '退款追回', en: 'Taken back for a refund' },
  payout: { zh: '提现', en: 'Drawn as cash' },
  payment: { zh: '结算付款', en: 'Statement paid' },
  expiry: { zh: '积分过期', en: 'Points expired' },
  adjustment: { zh: '人工调整', en: 'Adjustment' },
  write_off: { zh: '欠款核减', en: 'Debt written off' },
};

/** What a line was about. */
const causeWords: Readonly<Record<CauseKind, Words>> = {
  order: { zh: '订单', en: 'Order' },
  refund: { zh: '退款', en: 'Refund' },
  event: { zh: '行为', en: 'Behaviour' },
  merge: { zh: '合并', en: 'Merge' },
  posting: { zh: '更正', en: 'Correction' },
  lot: { zh: '积分批次', en: 'Lot of points' },
  gift: { zh: '礼品', en: 'Gift' },
  transfer: { zh: '转赠', en: 'Gift of points' },
  exchange: { zh: '互换', en: 'Exchange' },
  payout: { zh: '提现', en: 'Payout' },
  statement: { zh: '结算单', en: 'Statement' },
  tier: { zh: '等级', en: 'Tier' },
  member: { zh: '会员', en: 'Member' },
  adjustment: { zh: '积分调整', en: 'Adjustment' },
  opening: { zh: '期初余额', en: 'Opening balance' },
  spend: { zh: '订单抵扣', en: 'Points in an order' },
};

/** A cause in words; one that we do not know stands for itself. */
export const causeText = (kind: string, say: (words: Words) => string): string => {
  const known = causeWords[kind as CauseKind] as Words | undefined;
  return known === undefined ? kind : say(known);
};

export const words = {
  title: { zh: '结算单', en: 'Statement' },
  period: { zh: '结算月份', en: 'Month' },
  party: { zh: '结算对象', en: 'Settled with' },
  state: { zh: '状态', en: 'State' },
  draft: { zh: '草稿（尚未关账）', en: 'Draft, not closed' },
  closed: { zh: '已关账', en: 'Closed' },
  paid: { zh: '已付款', en: 'Paid' },
  rates: { zh: '费率（每 100 积分）', en: 'Rates per 100 points' },
  redeemed: { zh: '兑换积分', en: 'Points redeemed' },
  reward: { zh: '奖励积分', en: 'Reward points' },
  clawback: { zh: '追回积分', en: 'Points taken back' },
  paidOut: { zh: '已提现或付款积分', en: 'Points drawn or paid' },
  other: { zh: '其他积分', en: 'Other points' },
  carriedIn: { zh: '上期结转', en: 'Carried in' },
  amount: { zh: '本期合计', en: 'This month' },
  writtenOff: { zh: '欠款核减', en: 'Written off' },
  carriedOut: { zh: '期末余额', en: 'Balance' },
  payable: { zh: '应付金额', en: 'Payable' },
  reference: { zh: '付款凭证', en: 'Payment reference' },
  hash: { zh: '内容校验（SHA-256）', en: 'Content hash (SHA-256)' },
  happened: { zh: '发生时间', en: 'When' },
  kind: { zh: '项目', en: 'Item' },
  cause: { zh: '来由', en: 'Cause' },
  source: { zh: '来源单号', en: 'Source' },
  points: { zh: '积分', en: 'Points' },
  fen: { zh: '金额（元）', en: 'Amount (CNY)' },
  transaction: { zh: '账本流水', en: 'Ledger transaction' },
} as const satisfies Record<string, Words>;

/** Fen as yuan with two decimals, exact: the digits are moved, nothing is divided. */
export function yuan(fen: number): string {
  const digits = String(fen < 0 ? -fen : fen).padStart(3, '0');
  const sign = fen < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
