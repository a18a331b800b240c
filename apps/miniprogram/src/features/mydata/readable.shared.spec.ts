import { en } from '../../messages.en';
import { zh } from '../../messages.zh';
import { learnBrandClock } from '../../platform/brand-clock';
import { readable } from './readable.shared';

const AT_MS = Date.UTC(2026, 10, 21, 4);
beforeAll(() => learnBrandClock([[0, 480]]));

const order = {
  ...{ orderNumber: 'T-1', paidAtMs: AT_MS, amountFen: 129_900, refundedFen: 0 },
  ...{ channel: 'pos', storeName: '上海静安店' },
  lines: [{ item: '羽绒服', quantity: 1, amountFen: 129_900, refundedFen: 0 }],
  refunds: [],
};
const lot = {
  ...{ id: 'lot_5pBq', points: 1_299, pending: 0, remaining: 1_299, held: 0, openedAtMs: AT_MS },
  ...{ activatesAtMs: null, expiresAtMs: AT_MS + 86_400_000, reason: { ruleVersionId: 'rul_1' } },
};
const document = {
  ...{ exportedAtMs: AT_MS, brand: '屿见 ISLET', customerId: 'cus_2Xt', nickname: null },
  mobile: '139****0001',
  identities: [{ kind: 'pos_card', masked: 'C***1', sinceMs: AT_MS }],
  consents: [{ purpose: 'marketing', granted: true, version: '3', atMs: AT_MS }],
  birthday: { calendar: 'gregorian', month: 5, day: 1 },
  orders: [order],
  points: [{ kind: 'earn', points: 1_299, balanceAfter: 1_299, occurredAtMs: AT_MS }],
  pointsLots: [{ lot, moves: [{ transactionId: 'txn_1', kind: 'earn' }] }],
  messages: [{ title: { zh: '欢迎', en: 'Welcome' }, sentAtMs: AT_MS }],
  transfers: [],
};

it('is read by people: headings, instants of the brand, yuan, and the words of the language', () => {
  const text = readable(document, 'zh', zh);
  expect(text).toContain(
    '【订单】\n   订单号：T-1\n   付款时间：11月21日 12:00\n   金额：¥1,299.00\n   已退金额：¥0.00\n',
  );
  expect(text).toContain('   商品明细：金额：¥1,299.00，已退金额：¥0.00，商品：羽绒服，数量：1\n');
  expect(text).toContain('【您的同意】\n   用途：活动通知\n   同意：是\n');
  expect(text).toContain('【转赠】\n没有记录\n');
  expect(readable(document, 'en', en)).toContain('Title: Welcome');
});

it('shows no name of ours, in either language', () => {
  for (const [language, words] of [
    ['zh', zh],
    ['en', en],
  ] as const) {
    const text = readable(document, language, words);
    expect(text).not.toMatch(/\b[a-z]{3}_\w+|undefined|\[object|AtMs|\d{4}-\d\d-\d\dT/);
    expect(text).toMatch(language === 'zh' ? /积分变动/ : /Changes of points/);
  }
});
