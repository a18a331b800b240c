import type { Client } from '@liuliang/contract/client';
import { DAY_MS, plainRules } from '@liuliang/domain';
import { mustBring } from '../../testing/doors';
import { orderRow, refundRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { EarningVersions } from '../earning';
import type { RawRow } from '../imports';

const START_MS = Date.UTC(2026, 10, 2, 2);
const rules = {
  ...plainRules({ points: 1, perFen: 100 }),
  pendingDays: 7,
  expiry: { kind: 'rolling', unit: 'day', count: 30 } as const,
};
const mobile = (n: number): string => `1390000${String(n).padStart(4, '0')}`;

describe('what a member bought', () => {
  let http: TestHttp;
  let ann: Client;
  const at = (day: number) => new Date(START_MS + day * DAY_MS).toISOString();
  /** A session does not last for weeks. */
  const goTo = async (day: number) => {
    http.clock.set(START_MS + day * DAY_MS);
    ann = (await http.signIn('ann')).client;
  };
  const order = (id: string, day: number, yuan: number, n = 1, more: RawRow = {}): RawRow =>
    orderRow(id, mobile(n), {
      ...{ identity_kind: 'mobile', guide: '', paid_at: at(day), amount_fen: yuan * 100, ...more },
    });
  const bring = (orders: RawRow[], refunds: RawRow[] = []) =>
    mustBring(http, http.brand, { orders, refunds });
  const orderOf = async (number: string) => {
    const { items } = must(await ann.myOrders({ query: { limit: 50 } }));
    const found = items.find((one) => one.number === number);
    return must(await ann.myOrder({ params: { orderId: found?.orderId ?? '' } }));
  };

  beforeAll(async () => {
    http = await openTestHttp(START_MS);
    await http.get(EarningVersions).document.setFirst(http.brand.id, rules);
    ann = (await http.join('ann', mobile(1))).client;
  });
  afterAll(() => http.close());

  it('is listed newest first, with store, items, refunds and the points that wait and then can be used', async () => {
    const item = (name: string) => ({ item: name, quantity: 1, amount_fen: 2_500 });
    const lines = ['羽绒服', '帽子', '手套', '袜子'].map(item);
    await bring([order('A', 0, 50), order('B', 0, 100, 1, { lines, paid_at: at(0.1) })]);
    await goTo(1);
    await bring([], [refundRow('R', 'A', { refunded_at: at(0.5), amount_fen: 2_000 })]);
    const [first, second] = must(await ann.myOrders({ query: {} })).items;
    expect(first).toMatchObject({
      ...{ number: 'B', amountFen: 10_000, refundedFen: 0, store: 'S1', channel: 'pos' },
      ...{ items: ['羽绒服', '帽子', '手套'], hasMoreItems: true },
      points: { earned: 100, waiting: 100, left: 0 },
    });
    expect(first?.points.usableFromMs).toBeGreaterThan(START_MS + 6 * DAY_MS);
    expect(second).toMatchObject({
      ...{ number: 'A', amountFen: 5_000, refundedFen: 2_000, items: [], hasMoreItems: false },
      points: { earned: 30, waiting: 30, left: 0 },
    });
    await goTo(10);
    expect((await orderOf('A')).points).toMatchObject({
      earned: 30,
      waiting: 0,
      usableFromMs: null,
      left: 30,
    });
  });

  it('is told whole: lines, refunds, and the credit that the order opened', async () => {
    const whole = await orderOf('B');
    expect(whole.lines.map(({ item, amountFen }) => [item, amountFen])).toEqual([
      ...[
        ['羽绒服', 2_500],
        ['帽子', 2_500],
        ['手套', 2_500],
        ['袜子', 2_500],
      ],
    ]);
    const story = must(await ann.pointsLotStory({ params: { lotId: whole.lotId ?? '' } }));
    expect(story.lot.reason.orderId).toBe('B');
    expect(whole.points.untilMs).toBe(story.lot.expiresAtMs);
    expect((await orderOf('A')).refunds).toEqual([{ refundedAtMs: START_MS + DAY_MS / 2, amountFen: 2_000 }]);
  });

  it('says of points that ended that none are left', async () => {
    await goTo(60);
    expect((await orderOf('A')).points).toEqual({
      ...{ earned: 30, waiting: 0, usableFromMs: null, left: 0, untilMs: null },
    });
  });

  it('is read page by page, and is nobody else’s', async () => {
    const numbers: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = must(await ann.myOrders({ query: { limit: 1, ...(cursor ? { cursor } : {}) } }));
      numbers.push(...page.items.map(({ number }) => number));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(numbers).toEqual(['B', 'A']);
    const { client: bob } = await http.join('bob', mobile(2));
    expect(must(await bob.myOrders({ query: {} })).items).toEqual([]);
    const { orderId } = await orderOf('A');
    expect(await bob.myOrder({ params: { orderId } })).toMatchObject({ code: 'ORDER_UNKNOWN' });
    expect(await bob.myOrder({ params: { orderId: 'ord_nothing' } })).toMatchObject({
      code: 'ORDER_UNKNOWN',
    });
  });

  it('holds what was bought under a card that was merged into theirs, with its points', async () => {
    await bring([order('C', 59, 70, 3)]);
    const owner = await http.operator('owner');
    const idOf = async (search: string) =>
      must(await owner.customers({ body: { search } })).items[0]?.customerId ?? '';
    const [otherId, customerId] = [await idOf(mobile(3)), await idOf(mobile(1))];
    must(await owner.mergeCustomers({ params: { customerId }, body: { otherId } }));
    expect(must(await ann.myOrders({ query: {} })).items.map(({ number }) => number)).toEqual([
      'C',
      'B',
      'A',
    ]);
    expect((await orderOf('C')).points).toMatchObject({ earned: 70, waiting: 70 });
    await goTo(70);
    const { points, lotId } = await orderOf('C');
    expect(points).toMatchObject({ earned: 70, waiting: 0, left: 70 });
    expect(must(await ann.pointsLotStory({ params: { lotId: lotId ?? '' } })).lot.points).toBe(70);
  });
});
