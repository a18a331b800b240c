import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { earning } from '../../testing/ledger';
import { earningOn } from '../../testing/ledger-lots';
import { Holds, Ledger, LedgerJobs } from '../ledger';
import { LedgerRoots } from '../ledger-audit';

const DAY_MS = 86_400_000;

describe('the ledger over HTTP', () => {
  let http: TestHttp;
  let operator: Awaited<ReturnType<TestHttp['operator']>>;
  let member: Awaited<ReturnType<TestHttp['join']>>;
  let customerId: string;

  beforeAll(async () => {
    http = await openTestHttp();
    operator = await http.operator('auditor');
    member = await http.join('lin');
    customerId = member.home.member?.customerId ?? '';
    const who = http.platform.publicIds.decode('cus', customerId) ?? 0;
    const now = http.clock.nowMs();
    const ledger = http.get(Ledger);
    await http.platform.db.run('story', async (tx) => {
      const waiting = { activatesAtMs: now + 7 * DAY_MS, expiresAtMs: now + 60 * DAY_MS };
      const first = earningOn(http.brand.id, 1, who, 120, { expiresAtMs: now + 30 * DAY_MS });
      await ledger.post(tx, [
        { ...first, occurredAtMs: now },
        { ...earningOn(http.brand.id, 2, who, 50, waiting), occurredAtMs: now },
        { ...earning(http.brand.id, 3, who, 5), occurredAtMs: now },
      ]);
      const owner = { kind: 'member', id: who } as const;
      const common = { brandId: http.brand.id, key: 'order:X' };
      await http.get(Holds).place(tx, {
        ...common,
        ...{ owner, asset: 'points', points: 40, purpose: 'order', untilMs: now + DAY_MS },
      });
      await http.get(Holds).capture(tx, { ...common, to: { kind: 'redemption' } });
    });
  });
  afterAll(() => http.close());

  it('tells a member what is there, what comes and what goes', async () => {
    const now = http.clock.nowMs();
    expect(must(await member.client.pointsOverview())).toMatchObject({
      available: 85,
      pending: 50,
      held: 0,
      debt: 0,
      pendingSchedule: [{ atMs: now + 7 * DAY_MS, points: 50 }],
      expiring: [{ atMs: now + 30 * DAY_MS, points: 80 }],
      expiringNext: { atMs: now + 30 * DAY_MS, points: 80 },
      earnedThisYear: 175,
    });
    const history = must(await member.client.pointsHistory({ query: {} }));
    expect(history.items.map(({ kind, points }) => [kind, points])).toEqual([
      ['spend', -40],
      ['earn', 5],
      ['earn', 120],
    ]);
    expect(history.items[0]?.reason).toMatchObject({ about: 'hold', purpose: 'order' });
  });

  it('tells the story of each lot, and of nobody else’s', async () => {
    const page = must(await member.client.pointsLots({ query: { limit: 2 } }));
    expect(page.items.map(({ points, remaining, pending }) => [points, remaining, pending])).toEqual([
      [120, 80, 0],
      [50, 0, 50],
    ]);
    const rest = must(await member.client.pointsLots({ query: { limit: 2, cursor: page.nextCursor ?? '' } }));
    expect(rest.items.map(({ points, expiresAtMs }) => [points, expiresAtMs])).toEqual([[5, null]]);
    const params = { lotId: page.items[0]?.id ?? '' };
    const story = must(await member.client.pointsLotStory({ params }));
    expect(story.moves.map(({ kind, points, heldAfter }) => [kind, points, heldAfter])).toEqual([
      ['hold', -40, 40],
      ['capture', 0, 0],
    ]);
    const other = await http.join('other');
    expect(await other.client.pointsLotStory({ params })).toMatchObject({ code: 'LOT_UNKNOWN' });
  });

  it('leads an operator from an account to what caused its lines, and back', async () => {
    const query = { owner: customerId, bucket: 'available' };
    const [account] = must(await operator.ledgerAccounts({ query })).items;
    expect(account).toMatchObject({ balance: 85, owner: { kind: 'member', id: customerId } });
    const lines = must(await operator.ledgerAccount({ params: { accountId: account?.id ?? '' }, query: {} }));
    const [placed] = lines.items;
    expect(placed).toMatchObject({ kind: 'hold', amount: -40, postingKey: 'order:X' });
    const params = { transactionId: placed?.id ?? '' };
    const transaction = must(await operator.ledgerTransaction({ params }));
    expect(transaction).toMatchObject({ hold: { state: 'captured', captured: 40, holdKey: 'order:X' } });
    expect(transaction.entries).toHaveLength(2);
    expect(transaction.lots.map((move) => [move.remainingChange, move.heldChange])).toEqual([[-40, 40]]);
    const lot = must(await operator.ledgerLot({ params: { lotId: transaction.lots[0]?.lotId ?? '' } }));
    expect(lot.moves.map(({ kind, remainingAfter }) => [kind, remainingAfter])).toEqual([
      ['earn', 120],
      ['hold', 80],
      ['capture', 80],
    ]);
    const lots = must(await operator.ledgerLots({ query: { ownerKind: 'member', owner: customerId } }));
    expect(lots.items).toHaveLength(3);
    const holds = must(await operator.ledgerHolds({ query: { owner: customerId } }));
    expect(holds.items.map(({ state }) => state)).toEqual(['captured']);
    expect(must(await operator.ledgerHolds({ query: {} })).items).toEqual([]);
    expect(must(await operator.ledgerAccounts({ query: { owner: 'nobody' } })).items).toEqual([]);
  });

  it('forecasts what expires, keeps audits and roots', async () => {
    const forecast = must(await operator.ledgerExpiryForecast({ query: {} }));
    expect([forecast.overdue, forecast.never]).toEqual([0, 5]);
    expect(forecast.months.map(({ points, lots, owners }) => [points, lots, owners])).toEqual([
      [80, 1, 1],
      [50, 1, 1],
    ]);
    await http.get(LedgerRoots).make();
    expect(await http.get(LedgerRoots).make()).toBe(false);
    expect(must(await operator.ledgerRoots({ query: {} })).items).toHaveLength(1);
    must(await operator.ledgerAudit());
    const { items } = must(await operator.ledgerAudits({ query: {} }));
    expect(items.map(({ scope }) => scope)).toEqual(['brand']);
  });

  it('posts by the job what the reads said all along', async () => {
    http.clock.pass(40 * DAY_MS);
    const { client } = await http.signIn('lin');
    const before = must(await client.pointsOverview());
    expect([before.available, before.pending]).toEqual([55, 0]);
    expect(await http.get(LedgerJobs).settleDue()).toBe('2 posted');
    expect(await http.get(LedgerJobs).settleDue()).toBe('0 posted');
    const after = must(await client.pointsOverview());
    expect({ ...after, serverNowMs: 0 }).toEqual({ ...before, serverNowMs: 0 });
    const history = must(await client.pointsHistory({ query: { limit: 2 } }));
    expect(history.items.map(({ kind, points, reason }) => [kind, points, reason.about])).toEqual([
      ['expire', -80, 'order'],
      ['activate', 50, 'order'],
    ]);
  });
});
