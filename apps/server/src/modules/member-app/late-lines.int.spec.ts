import type { Client } from '@liuliang/contract/client';
import { DAY_MS, plainRules, type EarningRules } from '@liuliang/domain';
import { bringRows, mustBring } from '../../testing/doors';
import { orderRow, refundRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { goldScheme } from '../../testing/tier-world';
import { EarningVersions } from '../earning';
import type { RawRow } from '../imports';
import { CustomersService, MergesService } from '../members';
import { SchemesService } from '../tiers';

const MOBILE = '13900001111';
const START_MS = Date.UTC(2026, 2, 2, 2);
const rolling: EarningRules = {
  ...plainRules({ points: 1, perFen: 100 }),
  expiry: { kind: 'rolling', unit: 'day', count: 30 },
};

/** What a member reads of corrections: what changed in the end, and never how lots were moved to and fro. */
describe('lines of a member after late facts', () => {
  let http: TestHttp;
  beforeEach(async () => {
    http = await openTestHttp(START_MS);
  });
  afterEach(() => http.close());

  const textOf = (day: number): string => new Date(START_MS + day * DAY_MS).toISOString();
  const bring = (batch: { orders?: RawRow[]; refunds?: RawRow[] }) => mustBring(http, http.brand, batch);
  const order = (id: string, day: number, yuan: number, more: RawRow = {}): RawRow =>
    orderRow(id, MOBILE, {
      ...{ identity_kind: 'mobile', store: '', guide: '' },
      ...{ paid_at: textOf(day), amount_fen: yuan * 100, ...more },
    });

  const goTo = (day: number) => http.clock.set(START_MS + day * DAY_MS);

  /** The same on the home screen, in one page and in pages of one line. */
  async function linesOf(client: Client) {
    const { items } = must(await client.pointsHistory({ query: { limit: 50 } }));
    expect(must(await client.memberHome()).latestPoints).toEqual(items.slice(0, 3));
    const paged: typeof items = [];
    for (let cursor: string | undefined; ;) {
      const page = must(await client.pointsHistory({ query: { limit: 1, ...(cursor ? { cursor } : {}) } }));
      paged.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(items);
    const total = items.reduce((sum, { points }) => sum + points, 0);
    expect(total).toBe(must(await client.pointsOverview()).available);
    return items;
  }

  async function member() {
    const { home } = await http.join('ann', MOBILE);
    await http.work();
    return home.member?.customerId ?? '';
  }

  it('say that ends of points moved, where points were spent of others than the facts say', async () => {
    await http.get(EarningVersions).document.setFirst(http.brand.id, rolling);
    const ownerId = await member();
    goTo(10);
    await bring({ orders: [order('A', 10, 100)] });
    const owner = await http.operator('owner');
    const taken = { key: 'take', ownerId, asset: 'points', points: -40, reason: '更正' } as const;
    must(await owner.requestAdjustment({ body: taken }));
    goTo(15);
    await bring({ orders: [order('B', 1, 50)] });
    const { client } = await http.signIn('ann');
    const lines = await linesOf(client);
    expect(lines.map(({ kind, points }) => [kind, points])).toEqual([
      ['settle', 0],
      ['earn', 50],
      ['adjustment', -40],
      ['earn', 100],
    ]);
    const endOf = (day: number) => Date.parse(textOf(day)) + 31 * DAY_MS - 10 * 3_600_000;
    expect(lines[0]?.reason.explanation['ends']).toEqual([
      { untilMs: endOf(1), points: -40 },
      { untilMs: endOf(10), points: 40 },
    ]);
    const { items: lots } = must(await client.pointsLots({ query: {} }));
    for (const { id } of lots) {
      const { moves } = must(await client.pointsLotStory({ params: { lotId: id } }));
      expect(moves.filter(({ kind }) => kind === 'settle')).toHaveLength(1);
    }
  });

  it('say nothing where only lines of an order share its points otherwise', async () => {
    const plain = plainRules({ points: 1, perFen: 100 });
    await http.get(EarningVersions).document.setFirst(http.brand.id, {
      ...plain,
      growth: { points: 1, perFen: 100 },
      caps: { perOrder: 150, perDay: null },
      multipliers: {
        ...plain.multipliers,
        combine: 'highest',
        tier: [{ level: 2, percent: 150 }],
        item: [{ name: 'feet', items: ['sock'], percent: 130 }],
      },
    });
    await http.get(SchemesService).document.setFirst(http.brand.id, goldScheme());
    await member();
    goTo(10);
    const lines = [
      { item: 'sock', quantity: 1, amount_fen: 12_000 },
      { item: 'shirt', quantity: 1, amount_fen: 10_000 },
    ];
    await bring({ orders: [order('B', 8, 220, { lines }), order('C', 9, 220, { lines })] });
    await bring({ orders: [order('A', 1, 2_500)] });
    const { client } = await http.signIn('ann');
    const settled = (await linesOf(client)).filter(({ kind }) => kind === 'settle');
    expect(settled).toEqual([]);
    await bring({
      refunds: [
        refundRow('R', 'B', {
          refunded_at: textOf(9),
          lines: [{ line: 1, amount_fen: 12_000 }],
          amount_fen: 12_000,
        }),
      ],
    });
    // 180 to 150 of the 150 points; it would be 156 to 100 at the first level.
    expect((await linesOf(client))[0]).toMatchObject({ kind: 'clawback', points: -82 });
  });

  it('say when a corrected order was paid, where it gives as much as before', async () => {
    await http.get(EarningVersions).document.setFirst(http.brand.id, rolling);
    await member();
    goTo(10);
    await bring({ orders: [order('A', 10, 100)] });
    await bringRows(http, http.brand, { orders: [order('A', 5, 100, { correct: true })] });
    const { client } = await http.signIn('ann');
    const lines = await linesOf(client);
    expect(lines.map(({ kind, points }) => [kind, points])).toEqual([
      ['settle', 0],
      ['earn', 100],
    ]);
    expect(lines[0]?.reason.explanation).toMatchObject({
      paidBeforeMs: Date.parse(textOf(10)),
      paidAfterMs: Date.parse(textOf(5)),
    });
  });

  it('say which late order it was, where a card of before a merge had it', async () => {
    await http.get(EarningVersions).document.setFirst(http.brand.id, rolling);
    await member();
    goTo(1);
    const card = { identity_kind: 'pos_card' };
    await bring({ orders: [{ ...order('A', 1, 100), ...card, identity: 'card-7' }] });
    const idOf = (kind: 'mobile' | 'pos_card', value: string) =>
      http.platform.db.run('test', async (tx) => {
        const nowMs = http.clock.nowMs();
        const found = await http.get(CustomersService).identify(tx, http.brand, [{ kind, value }], nowMs);
        return [...found.values()][0] as number;
      });
    const [kept, alias] = [await idOf('mobile', `+86${MOBILE}`), await idOf('pos_card', 'card-7')];
    goTo(8);
    const proof = { kind: 'mobile', value: `+86${MOBILE}`, isVerified: true } as const;
    await http.platform.db.run('test', (tx) =>
      http.get(MergesService).merge(tx, http.brand, kept, alias, proof),
    );
    goTo(12);
    await bring({ orders: [{ ...order('L', 3, 70), ...card, identity: 'card-7' }] });
    const { client } = await http.signIn('ann');
    const lines = await linesOf(client);
    expect(lines.map(({ kind, points }) => [kind, points])).toEqual([
      ['earn', 70],
      ['merge', 100],
    ]);
    expect(lines[0]).toMatchObject({
      occurredAtMs: Date.parse(textOf(3)),
      reason: { about: 'order', orderId: 'L', amountFen: 7_000, heardAtMs: http.clock.nowMs() },
    });
  });
});
