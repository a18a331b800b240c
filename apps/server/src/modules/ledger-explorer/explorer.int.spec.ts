import { plainRules } from '@liuliang/domain';
import { mustBring, publishRules, tillOf } from '../../testing/doors';
import { orderRow } from '../../testing/ingest-world';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { LedgerJobs } from '../ledger';
import { LedgerRoots } from '../ledger-audit';
import { spendingSettings } from '../points';

const DAY_MS = 86_400_000;
/** Ends of local days: 30 after the order of 21 November, and 6 in which goods may come back. */
const EXPIRES_MS = Date.UTC(2026, 11, 21, 16);
const ACTIVE_MS = Date.UTC(2026, 10, 27, 16);
const MOBILE = '+8613900000001';
const PLAIN = plainRules({ points: 1, perFen: 100 });

describe('the ledger over HTTP', () => {
  let http: TestHttp;
  let operator: Awaited<ReturnType<TestHttp['operator']>>;
  let member: Awaited<ReturnType<TestHttp['join']>>;
  let customerId: string;

  const order = (key: string, yuan: number) => {
    const paid = { identity_kind: 'mobile', paid_at: new Date(http.clock.nowMs()).toISOString() };
    const row = orderRow(key, MOBILE, { ...paid, amount_fen: yuan * 100, guide: '' });
    return mustBring(http, http.brand, { orders: [row] });
  };

  beforeAll(async () => {
    http = await openTestHttp();
    operator = await http.operator('auditor');
    member = await http.join('lin', MOBILE);
    customerId = member.home.member?.customerId ?? '';
    const inDays = (count: number) => ({ kind: 'rolling', unit: 'day', count }) as const;
    await publishRules(http, http.brand, { ...PLAIN, expiry: inDays(30) });
    await order('first', 120);
    await publishRules(http, http.brand, { ...PLAIN, pendingDays: 6, expiry: inDays(60) });
    await order('waits', 50);
    await publishRules(http, http.brand, PLAIN);
    await order('stays', 5);
    await http.platform.db.run('story', (tx) => {
      const { defaults } = spendingSettings;
      const orders = { ...defaults.orders, minPoints: 10, stepPoints: 10 };
      return http.get(BrandsService).changeSettings(tx, http.brand.id, spendingSettings, { orders });
    });
    const asked = {
      identity: { kind: 'mobile', value: MOBILE },
      key: 'X',
      orderKey: 'X',
      store: null,
    } as const;
    const till = tillOf(http);
    expect((await till.hold(http.brand.id, { ...asked, points: 40, orderFen: 10_000 })).ok).toBe(true);
    expect((await till.capture(http.brand.id, 'X', undefined)).ok).toBe(true);
  });
  afterAll(() => http.close());

  it('tells a member what is there, what comes and what goes', async () => {
    expect(must(await member.client.pointsOverview())).toMatchObject({
      available: 85,
      pending: 50,
      held: 0,
      debt: 0,
      pendingSchedule: [{ atMs: ACTIVE_MS, points: 50 }],
      expiring: [{ atMs: EXPIRES_MS, points: 80 }],
      expiringNext: { atMs: EXPIRES_MS, points: 80 },
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
    const cause = { kind: 'spend', label: 'X' };
    expect(placed).toMatchObject({ kind: 'hold', amount: -40, postingKey: 'order:X', source: cause });
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
    const one = { ownerKind: 'member', owner: customerId, limit: 1 } as const;
    expect(must(await operator.ledgerLots({ query: one })).totals).toEqual({
      openLots: 3,
      pending: 50,
      held: 0,
      next: { points: 80, expiresAtMs: EXPIRES_MS },
    });
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

  it('counts what ends with a year in its December, in the forecast as in the liability', async () => {
    await publishRules(http, http.brand, {
      ...PLAIN,
      expiry: { kind: 'fixed', month: 12, day: 31, years: 1 },
    });
    await order('a year’s end', 70);
    const owner = await http.operator('owner');
    const months = must(await owner.ledgerExpiryForecast({ query: {} })).months;
    expect(months).toContainEqual({ month: '2027-12', points: 70, lots: 1, owners: 1 });
    const { byExpiry } = must(await owner.liability({ query: { from: '2026-12', to: '2026-12' } }));
    expect(byExpiry).toContainEqual(
      expect.objectContaining({ asset: 'points', month: '2027-12', points: 70 }),
    );
  });
});
