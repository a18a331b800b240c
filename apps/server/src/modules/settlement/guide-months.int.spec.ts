import { must, openSettlementWorld, type SettlementWorld } from '../../testing/settlement-world';

const OCTOBER = Date.UTC(2026, 9, 20, 4);
const NOVEMBER = Date.UTC(2026, 10, 5, 4);

describe('the months of a guide', () => {
  let world: SettlementWorld;
  beforeEach(async () => {
    world = await openSettlementWorld(OCTOBER);
  });
  afterEach(() => world.http.close());

  it('are read newest first, page by page, under way as well as closed', async () => {
    for (const [key, points] of [
      ['earn:1', 50],
      ['earn:2', 30],
      ['earn:3', 20],
    ] as const)
      await world.reward(key, points);
    await world.returns('earn:2', 10);
    const inPages = async () => {
      const lin = await world.lin();
      const told: number[] = [];
      let cursor: string | undefined;
      do {
        const page = must(
          await lin.guideStatementLines({ params: { period: '2026-10' }, query: { limit: 3, cursor } }),
        );
        told.push(...page.items.map(({ points }) => points));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return told;
    };
    expect(await inPages()).toEqual([-10, 20, 30, 50]);
    world.http.clock.set(NOVEMBER);
    const owner = await world.owner();
    must(await owner.closeSettlement({ body: { period: '2026-10', party: null, confirm: 'CLOSE' } }));
    expect(await inPages()).toEqual([-10, 20, 30, 50]);
    const params = { period: '2026-10', partyKind: 'guide', partyId: world.guide.code } as const;
    const { items } = must(await owner.settlementLines({ params, query: { limit: 100 } }));
    expect(items.map(({ points }) => points)).toEqual([50, 30, 20, -10]);
  });

  it('open with the month under way before anything is in it, and with no other', async () => {
    const lin = await world.lin();
    const { period } = must(await lin.guideWallet()).thisMonth;
    expect(period).toBe('2026-10');
    const linesOf = (of: string) => lin.guideStatementLines({ params: { period: of }, query: {} });
    expect(must(await linesOf(period))).toEqual({ items: [], nextCursor: null });
    for (const other of ['2026-09', '2026-11'])
      expect(await linesOf(other)).toMatchObject({ code: 'STATEMENT_UNKNOWN' });
  });
});
