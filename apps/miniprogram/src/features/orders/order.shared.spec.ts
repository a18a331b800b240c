import { zh } from '../../messages.zh';
import { orderPoints, orderTitle, paidFacts, pointFacts } from './order.shared';

const NOW_MS = Date.UTC(2026, 10, 21, 4);
const DAY_MS = 86_400_000;
const points = { earned: 100, waiting: 0, usableFromMs: null, left: 60, untilMs: null };
const order = {
  ...{ orderId: 'ord_1', number: 'T-1', paidAtMs: NOW_MS, amountFen: 10_000, refundedFen: 0 },
  ...{ channel: 'pos', store: null, items: ['羽绒服', '帽子'], hasMoreItems: false, points },
};

it('names what was bought, that there is more, and a purchase where the till says nothing', () => {
  expect(orderTitle(order, zh)).toBe('羽绒服、帽子');
  expect(orderTitle({ ...order, hasMoreItems: true }, zh)).toBe('羽绒服、帽子 等');
  expect(orderTitle({ ...order, items: [] }, zh)).toBe('消费');
});

it('says of points whether they wait and until when, or what they were', () => {
  expect(orderPoints(order, NOW_MS, zh)).toBe('100 积分');
  const waits = { ...points, waiting: 100, left: 0, usableFromMs: NOW_MS + 3 * DAY_MS };
  expect(orderPoints({ ...order, points: waits }, NOW_MS, zh)).toBe('100 积分，11月24日起可用');
  expect(orderPoints({ ...order, points: { ...points, earned: 0, left: 0 } }, NOW_MS, zh)).toBeNull();
  expect(pointFacts({ points: waits }, NOW_MS, zh)).toEqual([
    ['得到', '100'],
    ['待生效', '100'],
    ['可用日期', '11月24日'],
    ['还剩可用', null],
    ['有效期至', null],
  ]);
});

it('says what a refund left of what was paid', () => {
  expect(paidFacts(order, zh)[1]?.[1]).toBeNull();
  expect(paidFacts({ ...order, refundedFen: 2_550 }, zh)).toEqual([
    ['实付', '¥100.00'],
    ['退后实付', '¥74.50'],
  ]);
});
