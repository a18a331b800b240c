import fc from 'fast-check';
import { DAY_MS, type Identity } from '@liuliang/domain';
import { openSpendingWorld, mobileOf, type SpendingWorld } from '../../testing/spending-world';
import { OrderPointsQuotes } from './quotes.service';
import { OrderPoints } from './service';
import { OrderPointsReturns, type PointsRefund } from './returns.service';
import type { AssetOwner } from '../points';

let world: SpendingWorld;
beforeAll(async () => {
  world = await openSpendingWorld();
});
afterAll(() => world.close());

const door = (): OrderPoints => world.server.get(OrderPoints);
const restore = (key: string, refund: PointsRefund) =>
  world.server.get(OrderPointsReturns).restore(world.brand.id, key, refund);
const personOf = (name: string): Identity => ({ kind: 'mobile', value: mobileOf(name) });
const hold = (name: string, key: string, points = 1_000, store: string | null = 'S1') =>
  door().hold(world.brand.id, {
    ...{ identity: personOf(name), key, points, store },
    ...{ orderKey: `O-${key}`, orderFen: 29_997 },
  });
const must = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
async function rich(name: string, points: number): Promise<AssetOwner> {
  const member = await world.member(name);
  await world.give(member, points);
  return member;
}

describe('a quote', () => {
  it('tells how many points an order may take, what they are worth, and why none', async () => {
    await rich('ann', 1_234);
    const quotes = world.server.get(OrderPointsQuotes);
    const quote = (orderFen: number, name = 'ann') => quotes.quote(world.brand.id, personOf(name), orderFen);
    expect(must(await quote(29_997))).toMatchObject({ pointsMax: 1_200, worthMaxFen: 1_200, reason: null });
    expect(must(await quote(1_999))).toMatchObject({ pointsMax: 900, worthMaxFen: 900 });
    expect(must(await quote(199))).toMatchObject({ pointsMax: 0, reason: 'order_too_small' });
    await world.member('poor');
    expect(must(await quote(29_997, 'poor'))).toMatchObject({ pointsMax: 0, reason: 'points_too_few' });
    expect(await quote(1, 'nobody')).toMatchObject({ error: { code: 'CUSTOMER_UNKNOWN' } });
  });
});

describe('points held for an order', () => {
  it('50 orders at once of points for one: one succeeds, 49 are told what is missing (P1)', async () => {
    const member = await rich('bea', 1_000);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => hold('bea', `p1-${i}`)));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    const refused = answers.filter((one) => !one.ok && one.error.code === 'POINTS_INSUFFICIENT');
    expect(refused).toHaveLength(49);
    expect(refused[0]).toMatchObject({ error: { pointsMissing: 1_000 } });
    expect(await world.balance(member)).toMatchObject({ available: 0, held: 1_000 });
  });

  it('one key 20 times at once is one hold; other content under it is a conflict (P2)', async () => {
    const member = await rich('cat', 5_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => hold('cat', 'storm')));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(must(answers[0]!)).toMatchObject({ state: 'open', points: 1_000, worthFen: 1_000, store: 'S1' });
    expect(await hold('cat', 'storm', 1_100)).toMatchObject({ error: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await world.balance(member)).toMatchObject({ available: 4_000, held: 1_000 });
  });

  it('must be a multiple of the step within the share, of a store that exists', async () => {
    await rich('dan', 50_000);
    expect(await hold('dan', 'a', 1_050)).toMatchObject({ error: { code: 'ORDER_POINTS_NOT_ALLOWED' } });
    expect(await hold('dan', 'b', 15_000)).toMatchObject({
      error: { code: 'ORDER_POINTS_NOT_ALLOWED', pointsMax: 14_900 },
    });
    expect(await hold('dan', 'c', 1_000, 'S9')).toMatchObject({ error: { code: 'STORE_UNKNOWN' } });
    const late = { key: 'd', points: 1_000, orderKey: 'O', orderFen: 29_997, store: null };
    expect(
      await door().hold(world.brand.id, { ...late, identity: personOf('dan'), untilMs: 5 }),
    ).toMatchObject({ error: { code: 'INPUT_INVALID' } });
  });

  it('are captured once, in part or whole, into what HQ owes the store; the rest goes back', async () => {
    const member = await rich('eva', 2_000);
    must(await hold('eva', 'cap'));
    const before = await world.clearing();
    expect(await door().capture(world.brand.id, 'cap', 1_001)).toMatchObject({
      error: { code: 'CAPTURE_EXCEEDS', points: 1_000 },
    });
    const captured = must(await door().capture(world.brand.id, 'cap', 600));
    expect(captured).toMatchObject({ state: 'captured', captured: 600, capturedWorthFen: 600 });
    expect(must(await door().capture(world.brand.id, 'cap', 600))).toEqual(captured);
    expect(await door().capture(world.brand.id, 'cap', 500)).toMatchObject({
      error: { code: 'HOLD_SETTLED' },
    });
    expect(await door().release(world.brand.id, 'cap')).toMatchObject({ error: { code: 'HOLD_SETTLED' } });
    expect((await world.clearing()) - before).toBe(600);
    expect(await world.balance(member)).toMatchObject({ available: 1_400, held: 0 });
  });

  it('go back on release; a cancel that comes twice or late reverses exactly that one (P15)', async () => {
    const member = await rich('fay', 1_000);
    must(await hold('fay', 'lost')); // The answer never arrived: the caller asks what became of it.
    expect(must(await door().find(world.brand.id, 'lost')).state).toBe('open');
    expect(await hold('fay', 'between')).toMatchObject({ error: { code: 'POINTS_INSUFFICIENT' } });
    expect(must(await hold('fay', 'lost')).state).toBe('open');
    expect(must(await door().release(world.brand.id, 'lost')).state).toBe('released');
    expect(must(await door().release(world.brand.id, 'lost')).state).toBe('released');
    expect(must(await hold('fay', 'between')).state).toBe('open');
    expect(await door().capture(world.brand.id, 'lost', undefined)).toMatchObject({
      error: { code: 'HOLD_SETTLED', state: 'released' },
    });
    expect(await door().find(world.brand.id, 'never')).toMatchObject({ error: { code: 'HOLD_UNKNOWN' } });
    expect(await world.balance(member)).toMatchObject({ available: 0, held: 1_000 });
  });

  it('lapse at their time limit by themselves', async () => {
    const member = await rich('gil', 1_000);
    const held = must(await hold('gil', 'slow'));
    world.server.clock.set(held.expiresAtMs);
    expect(must(await door().find(world.brand.id, 'slow')).state).toBe('lapsed');
    expect(await door().capture(world.brand.id, 'slow', undefined)).toMatchObject({
      error: { code: 'HOLD_LAPSED' },
    });
    expect(await world.balance(member)).toMatchObject({ available: 1_000, held: 0 });
    expect(must(await door().release(world.brand.id, 'slow')).state).toBe('lapsed');
  });

  it('capturing and releasing at once settles them once', async () => {
    const member = await rich('hal', 10_000);
    for (let round = 0; round < 8; round += 1) {
      must(await hold('hal', `race-${round}`));
      const answers = await Promise.all([
        door().capture(world.brand.id, `race-${round}`, undefined),
        door().release(world.brand.id, `race-${round}`),
      ]);
      expect(answers.filter((one) => one.ok)).toHaveLength(1);
    }
    const { available, held } = await world.balance(member);
    expect([available % 1_000, held]).toEqual([0, 0]);
  });
});

describe('refunds of the points part (P7)', () => {
  it('three items come back in any of the six orders: the same points and the same worth', async () => {
    const parts = [333, 333, 334];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const [i, order] of orders.entries()) {
      const name = `six-${i}`;
      const member = await rich(name, 1_000);
      must(await hold(name, name));
      must(await door().capture(world.brand.id, name, undefined));
      let worth = 0;
      for (const item of order) {
        const refund = { refundKey: `r${item}`, points: parts[item]! };
        const back = must(await restore(name, refund));
        expect(must(await restore(name, refund))).toMatchObject({
          restored: back.restored,
          worthFen: back.worthFen,
        });
        worth += back.worthFen;
      }
      expect(worth).toBe(1_000);
      expect(await world.balance(member)).toMatchObject({ available: 1_000, held: 0 });
      expect(await restore(name, { refundKey: 'r9', points: 1 })).toMatchObject({
        error: { code: 'RESTORE_EXCEEDS', pointsLeft: 0 },
      });
    }
  });

  it('any split restores exactly what was captured, into lots with their old expiry', async () => {
    let story = 0;
    const lots = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 });
    const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lots, cuts, async (amounts, wanted) => {
        const name = `split-${(story += 1)}`;
        const member = await world.member(name);
        const nowMs = world.server.clock.nowMs();
        for (const [i, points] of amounts.entries())
          await world.give(member, points, nowMs + (i + 1) * DAY_MS);
        const total = amounts.reduce((sum, points) => sum + points, 0);
        const spent = total - (total % 100);
        if (spent === 0) return;
        must(await hold(name, name, spent));
        must(await door().capture(world.brand.id, name, undefined));
        let [left, worth, n] = [spent, 0, 0];
        for (const cut of [...wanted, spent]) {
          const points = Math.min(cut, left);
          if (points === 0) break;
          const back = must(await restore(name, { refundKey: `r${(n += 1)}`, points }));
          expect(back.expired).toBe(0);
          worth += back.worthFen;
          left -= points;
        }
        expect(worth).toBe(spent);
        expect(await world.balance(member)).toMatchObject({
          available: total,
          held: 0,
          expiringNext: { points: amounts[0], atMs: nowMs + DAY_MS },
        });
      }),
      { numRuns: 12 },
    );
  });

  it('of points whose lot has expired meanwhile renews nothing', async () => {
    const member = await world.member('ida');
    await world.give(member, 1_000, world.server.clock.nowMs() + DAY_MS);
    must(await hold('ida', 'old'));
    must(await door().capture(world.brand.id, 'old', undefined));
    expect(await restore('old', { refundKey: 'r', points: 1_001 })).toMatchObject({
      error: { code: 'RESTORE_EXCEEDS' },
    });
    world.server.clock.pass(DAY_MS);
    const back = must(await restore('old', { refundKey: 'r', points: 400 }));
    expect(back).toMatchObject({ restored: 400, expired: 400, worthFen: 400 });
    expect(await restore('old', { refundKey: 'r', points: 300 })).toMatchObject({
      error: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await world.balance(member)).toMatchObject({ available: 0, held: 0 });
  });

  it('many at once give back no more than was captured', async () => {
    const member = await rich('jon', 1_000);
    must(await hold('jon', 'many'));
    must(await door().capture(world.brand.id, 'many', undefined));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => restore('many', { refundKey: `r${i}`, points: 150 })),
    );
    expect(answers.filter((one) => one.ok)).toHaveLength(6);
    expect(await world.balance(member)).toMatchObject({ available: 900 });
  });

  it('leaves a ledger that proves itself', () => world.audit());
});
