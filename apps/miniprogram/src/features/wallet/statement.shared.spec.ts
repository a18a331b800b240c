import { zh } from '../../messages.zh';
import { isLate, lineReference, monthName, statementState, worthFen } from './statement.shared';
import type { StatementLine } from './wallet.resource';
import { learnBrandClock } from '../../platform/brand-clock';

beforeEach(() => learnBrandClock([[0, 480]]));

const line = (change: Partial<StatementLine> = {}): StatementLine => ({
  transactionId: 'txn_1',
  line: 0,
  kind: 'clawback',
  points: -12,
  amountFen: -12,
  occurredAtMs: Date.UTC(2026, 9, 31, 15),
  postedAtMs: Date.UTC(2026, 10, 2),
  reference: { kind: 'refund', id: null, label: 'SO-9' },
  ...change,
});

it('names a month as people say it', () => expect(monthName('2026-09', zh)).toBe('2026年9月'));

it.each([
  [2_480, 100, 2_480],
  [99, 50, 49],
  [1, 99, 0],
])('%d points at %d fen per 100 are worth %d fen, never rounded up', (count, rate, fen) =>
  expect(worthFen(count, rate)).toBe(fen),
);

it('says which order a line is about', () => {
  expect(lineReference(line(), zh)).toBe('订单号 SO-9');
  expect(lineReference(line({ reference: { kind: 'payout', id: null, label: null } }), zh)).toBeNull();
});

it('tells a refund that came after its month was closed', () => {
  expect(isLate(line(), '2026-11')).toBe(true);
  expect(isLate(line({ occurredAtMs: Date.UTC(2026, 9, 31, 16) }), '2026-11')).toBe(false);
});

it('calls a month under way only while it is, and then one that waits to be closed', () => {
  const draft = { state: 'draft', period: '2026-11', notPayableBecause: 'draft' } as const;
  const monthEnds = Date.UTC(2026, 10, 30, 16);
  expect(statementState(draft, monthEnds - 1, zh)).toBe('进行中');
  expect(statementState(draft, monthEnds, zh)).toBe('待关账');
});
