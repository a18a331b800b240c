import { DAY_MS } from '@liuliang/domain';
import { dumpOf } from '../../testing/dump';
import { openSpendingWorld, type SpendingWorld } from '../../testing/spending-world';
import { Jobs } from '../../platform/jobs';
import { AuditService } from '../ledger-audit';
import { GiftEditor } from './editor.service';
import { GiftOrders } from './orders.service';
import { PickupCodes } from './pickup-codes';
import { GiftPickups } from './pickups.service';
import { giftOrders, type GiftOrderRow, type GiftRow } from './entities';
import { guideOf, type AssetOwner } from '../points';

const HOUR_MS = 3_600_000;
let world: SpendingWorld;
beforeAll(async () => {
  world = await openSpendingWorld();
});
afterAll(() => world.close());

const orders = (): GiftOrders => world.server.get(GiftOrders);
const pickups = (): GiftPickups => world.server.get(GiftPickups);
const codeOf = (order: GiftOrderRow): string => world.server.get(PickupCodes).shown(order);

async function gift(input: Partial<Parameters<GiftEditor['create']>[1]> = {}): Promise<GiftRow> {
  const editor = world.server.get(GiftEditor);
  const made = await editor.create(world.operator(1), {
    name: '帆布袋',
    description: '',
    picture: 'bag',
    points: 100,
    cashFen: 0,
    audience: 'member',
    stock: 10,
    limitEach: 0,
    ...input,
  });
  const live = await editor.publish(world.operator(1), made.id);
  if (!live.ok) throw new Error(live.error.code);
  return live.value;
}

async function stockOf(giftId: number): Promise<number[]> {
  const [row] = await world.rows<{ stock: number; l: number; h: number; t: number }>(
    'SELECT stock, left_count AS l, held_count AS h, taken_count AS t FROM gift WHERE id = ?',
    [giftId],
  );
  expect((row?.l ?? 0) + (row?.h ?? 0) + (row?.t ?? 0)).toBe(row?.stock);
  return [row?.l ?? 0, row?.h ?? 0, row?.t ?? 0];
}

const must = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const codes = (answers: readonly { ok: boolean; error?: { code: string } }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of answers) {
    const code = one.ok ? 'ok' : (one.error?.code ?? '');
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};

describe('many reserve at once (P1)', () => {
  it('50 tries of one member with points for one: one succeeds, 49 are refused', async () => {
    const { id } = await gift({ stock: 100 });
    const member = await world.member('ann');
    await world.give(member, 100);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => orders().reserve(member, id, `p1-${i}`)),
    );
    expect(codes(answers)).toEqual({ ok: 1, POINTS_INSUFFICIENT: 49 });
    expect(await world.balance(member)).toMatchObject({ available: 0, held: 100 });
    expect(await stockOf(id)).toEqual([99, 1, 0]);
  });

  it('50 members and a stock of 10: exactly 10 have it, and nobody else lost points', async () => {
    const { id } = await gift({ stock: 10 });
    const members: AssetOwner[] = [];
    for (let i = 0; i < 50; i += 1) members.push(await world.member(`crowd-${i}`));
    for (const member of members) await world.give(member, 150);
    const answers = await Promise.all(members.map((member) => orders().reserve(member, id, 'crowd')));
    expect(codes(answers)).toEqual({ ok: 10, GIFT_SOLD_OUT: 40 });
    expect(await stockOf(id)).toEqual([0, 10, 0]);
    const balances = await Promise.all(members.map((member) => world.balance(member)));
    expect(balances.reduce((sum, one) => sum + one.held, 0)).toBe(1_000);
    expect(balances.reduce((sum, one) => sum + one.available, 0)).toBe(50 * 150 - 1_000);
  });

  it('a limit of 2 each holds for 20 tries at once', async () => {
    const { id } = await gift({ stock: 50, limitEach: 2 });
    const member = await world.member('bea');
    await world.give(member, 5_000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => orders().reserve(member, id, `limit-${i}`)),
    );
    expect(codes(answers)).toEqual({ ok: 2, GIFT_LIMIT_REACHED: 18 });
    expect(await stockOf(id)).toEqual([48, 2, 0]);
  });

  it('one key 20 times at once is one order, and a day later still the same answer (INV-4)', async () => {
    const { id } = await gift();
    const other = await gift();
    const member = await world.member('cat');
    await world.give(member, 1_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => orders().reserve(member, id, 'same')));
    const ids = new Set(answers.map((one) => must(one).id));
    expect(ids.size).toBe(1);
    world.server.clock.pass(DAY_MS);
    expect(must(await orders().reserve(member, id, 'same'))).toEqual(must(answers[0]!));
    expect(await orders().reserve(member, other.id, 'same')).toMatchObject({
      ok: false,
      error: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await world.balance(member)).toMatchObject({ available: 900, held: 100 });
  });
});

describe('a reserved gift', () => {
  it('is collected once by its code, into what HQ owes the store, and a lost answer is answered again', async () => {
    const { id } = await gift({ cashFen: 900 });
    const member = await world.member('dan');
    await world.give(member, 100);
    const order = must(await orders().reserve(member, id, 'k'));
    const before = await world.clearing();
    expect(must(await pickups().preview(world.guide, codeOf(order)))).toMatchObject({
      state: 'reserved',
      cashFen: 900,
    });
    const spoken = codeOf(order).replace(/(.{5})/, '$1 ');
    const collected = must(await pickups().collect(world.guide, spoken, 'c1'));
    expect(collected).toMatchObject({ id: order.id, state: 'collected', storeId: world.storeId });
    expect(must(await pickups().collect(world.guide, codeOf(order), 'c1'))).toEqual(collected);
    expect(await pickups().collect(world.guide, codeOf(order), 'c2')).toMatchObject({
      error: { code: 'GIFT_ORDER_SETTLED', state: 'collected' },
    });
    expect(await orders().cancel(member, order.id)).toMatchObject({ error: { code: 'GIFT_ORDER_SETTLED' } });
    expect((await world.clearing()) - before).toBe(100);
    expect(await stockOf(id)).toEqual([9, 0, 1]);
    expect(await world.balance(member)).toMatchObject({ available: 0, held: 0 });
  });

  it('has a code that its owner sees again and nobody reads from the database (CODES-2)', async () => {
    const { id } = await gift();
    const member = await world.member('dee');
    await world.give(member, 100);
    const order = must(await orders().reserve(member, id, 'k'));
    const code = codeOf(order);
    const [mine] = (await orders().mine(member, { limit: 5, after: null })).items;
    expect(codeOf(mine as GiftOrderRow)).toBe(code);
    expect(await dumpOf(world.server.platform.db)).not.toContain(code);
    for (const read of [order.pickupCode, order.codeSealed])
      expect(await pickups().preview(world.guide, read)).toMatchObject({
        error: { code: 'PICKUP_CODE_UNKNOWN' },
      });
  });

  it('of a release before keeps its code, which the job seals', async () => {
    const { id } = await gift();
    const member = await world.member('dov');
    await world.give(member, 100);
    const { id: orderId } = must(await orders().reserve(member, id, 'k'));
    const { db } = world.server.platform;
    const code = '0000471100';
    await db.run('test.before', (tx) =>
      giftOrders.set(tx, world.brand.id, { id: orderId }, { pickupCode: code, codeSealed: '' }),
    );
    const find = async () => must(await pickups().preview(world.guide, code));
    expect(codeOf(await find())).toBe(code);
    expect(await world.server.get(Jobs).runNow('gifts.seal-codes')).toBe('1 codes');
    expect(await dumpOf(db)).not.toContain(code);
    expect(await find()).toMatchObject({ id: orderId, state: 'reserved' });
    expect(codeOf(await find())).toBe(code);
    expect(must(await pickups().collect(world.guide, code, 'sealed'))).toMatchObject({ state: 'collected' });
    expect(await world.server.get(Jobs).runNow('gifts.seal-codes')).toBe('0 codes');
  });

  it('is not found by trying codes: ten of 300 are judged, looked at and handed over alike', async () => {
    // What was tried before is forgotten by now.
    world.server.clock.pass(HOUR_MS);
    const { id } = await gift();
    const member = await world.member('eve');
    await world.give(member, 100);
    const order = must(await orders().reserve(member, id, 'guessed'));
    const wrong = (i: number): string => String(1_000_000_000 + i);
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        i % 2 === 0
          ? pickups().preview(world.guide, wrong(i))
          : pickups().collect(world.guide, wrong(i), `guess ${i}`),
      ),
    );
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes.filter((code) => code === 'PICKUP_CODE_UNKNOWN')).toHaveLength(10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(290);
    expect(await pickups().collect(world.guide, codeOf(order), 'right')).toMatchObject({
      error: { code: 'RATE_LIMITED' },
    });
    world.server.clock.pass(2_000);
    expect(must(await pickups().collect(world.guide, codeOf(order), 'right')).state).toBe('collected');
    // Left as it was found: what came next is another day's.
    world.server.clock.pass(HOUR_MS);
  });

  it('goes back when cancelled, twice is once, and only the one who took it may', async () => {
    const { id } = await gift();
    const member = await world.member('eva');
    const stranger = await world.member('fay');
    await world.give(member, 100);
    const order = must(await orders().reserve(member, id, 'k'));
    expect(await orders().cancel(stranger, order.id)).toMatchObject({
      error: { code: 'GIFT_ORDER_UNKNOWN' },
    });
    expect(must(await orders().cancel(member, order.id)).state).toBe('cancelled');
    expect(must(await orders().cancel(member, order.id)).state).toBe('cancelled');
    expect(await stockOf(id)).toEqual([10, 0, 0]);
    expect(await world.balance(member)).toMatchObject({ available: 100, held: 0 });
  });

  it('returned, it gives its points back into the lot they came from', async () => {
    const { id } = await gift();
    const member = await world.member('gil');
    const expiry = world.server.clock.nowMs() + 90 * DAY_MS;
    await world.give(member, 100, expiry);
    const order = must(await orders().reserve(member, id, 'k'));
    must(await pickups().collect(world.guide, codeOf(order), 'r1'));
    const operator = world.operator(7);
    expect(must(await pickups().takeBack(operator, order.id, '破损')).state).toBe('returned');
    expect(await pickups().takeBack(operator, order.id, '破损')).toMatchObject({
      error: { code: 'GIFT_ORDER_SETTLED', state: 'returned' },
    });
    expect(await stockOf(id)).toEqual([10, 0, 0]);
    expect(await world.balance(member)).toMatchObject({
      available: 100,
      expiringNext: { points: 100, atMs: expiry },
    });
  });

  it('is not handed over by a guide to themselves', async () => {
    const { id } = await gift({ audience: 'guide' });
    const guide = guideOf(world.guide);
    await world.give(guide, 300);
    expect(await orders().reserve(await world.member('hal'), id, 'k')).toMatchObject({
      error: { code: 'GIFT_UNKNOWN' },
    });
    const order = must(await orders().reserve(guide, id, 'k'));
    expect(await pickups().collect(world.guide, codeOf(order), 'o1')).toMatchObject({
      error: { code: 'GIFT_PICKUP_OWN' },
    });
    const colleague = { ...world.guide, customerId: 1, guide: { guideId: 1, storeId: world.storeId } };
    must(await pickups().collect(colleague, codeOf(order), 'o2'));
    expect(await world.clearing('guide_points')).toBe(100);
    expect(await world.balance(guide)).toMatchObject({ available: 200, held: 0 });
  });

  it('keeps its terms when the gift changes or ends', async () => {
    const { id } = await gift({ stock: 3 });
    const member = await world.member('ida');
    await world.give(member, 100);
    const order = must(await orders().reserve(member, id, 'k'));
    const editor = world.server.get(GiftEditor);
    const input = {
      name: '袋',
      description: '',
      picture: 'bag',
      points: 500,
      cashFen: 0,
      limitEach: 0,
    } as const;
    const change = (stock: number, audience: 'member' | 'guide') =>
      editor.change(world.operator(1), id, { ...input, stock, audience });
    expect(await change(0, 'member')).toMatchObject({ error: { code: 'GIFT_STOCK_TOO_SMALL', stockMin: 1 } });
    expect(await change(1, 'guide')).toMatchObject({ error: { code: 'GIFT_AUDIENCE_FIXED' } });
    expect(must(await change(1, 'member'))).toMatchObject({ leftCount: 0, heldCount: 1, points: 500 });
    must(await editor.end(world.operator(1), id));
    expect(await change(9, 'member')).toMatchObject({ error: { code: 'GIFT_ENDED' } });
    expect(must(await pickups().collect(world.guide, codeOf(order), 'e1')).points).toBe(100);
    expect(await stockOf(id)).toEqual([0, 0, 1]);
  });
});

describe('the end of the time to collect', () => {
  it('refuses at that instant though no job has run, then the job gives back and tells the member', async () => {
    const { id } = await gift();
    const member = await world.member('jon');
    await world.give(member, 100);
    const order = must(await orders().reserve(member, id, 'k'));
    world.server.clock.set(order.expiresAtMs);
    expect(await pickups().collect(world.guide, codeOf(order), 'l1')).toMatchObject({
      error: { code: 'GIFT_ORDER_LAPSED' },
    });
    await world.server.get(Jobs).runNow('gifts.lapse');
    expect(await stockOf(id)).toEqual([10, 0, 0]);
    expect(await world.balance(member)).toMatchObject({ available: 100, held: 0 });
    const told = await world.rows('SELECT id FROM touch WHERE template = ? AND customer_id = ?', [
      'gift-lapsed',
      member.id,
    ]);
    expect(told).toHaveLength(1);
    expect(await pickups().collect(world.guide, codeOf(order), 'l2')).toMatchObject({
      error: { code: 'GIFT_ORDER_LAPSED' },
    });
  });

  it('settles once when collecting, cancelling and lapsing race', async () => {
    const { id } = await gift({ stock: 30 });
    const member = await world.member('kim');
    await world.give(member, 3_000);
    for (let round = 0; round < 10; round += 1) {
      const order = must(await orders().reserve(member, id, `race-${round}`));
      const [collected, cancelled, lapsed] = await Promise.all([
        pickups().collect(world.guide, codeOf(order), `race-${round}`),
        orders().cancel(member, order.id),
        orders().lapse(order),
      ]);
      expect([collected.ok, cancelled.ok, lapsed].filter(Boolean)).toHaveLength(1);
    }
    const [left, held, taken] = await stockOf(id);
    expect(held).toBe(0);
    expect(left! + taken!).toBe(30);
    expect(await world.balance(member)).toMatchObject({ available: 3_000 - taken! * 100, held: 0 });
  });

  it('leaves a ledger that proves itself', () => world.audit());
});

describe('the audit of stock', () => {
  const faults = async (): Promise<readonly string[]> => {
    const { checks } = await world.server.get(AuditService).run(world.brand.id);
    const found = checks.find(({ id }) => id === 'STOCK');
    expect(found?.checked).toBeGreaterThan(0);
    return found?.faults ?? [];
  };
  const plant = (sql: string, id: number): Promise<number> =>
    world.server.platform.db.run('test.plant', (tx) => tx.exec(sql, [id]));

  it('finds nothing after everything above', async () => {
    expect(await faults()).toEqual([]);
  });

  it('finds a piece that is nowhere, one that no order holds, and an order that took none', async () => {
    const [lost, unheld, untaken] = [await gift(), await gift(), await gift()];
    await plant('UPDATE gift SET left_count = left_count - 1 WHERE id = ?', lost.id);
    await plant(
      'UPDATE gift SET left_count = left_count - 1, held_count = held_count + 1 WHERE id = ?',
      unheld.id,
    );
    const member = await world.member('stocktaker');
    await world.give(member, 100);
    must(await orders().reserve(member, untaken.id, 'audited'));
    await plant("UPDATE gift_order SET state = 'collected' WHERE gift_id = ?", untaken.id);
    expect(await faults()).toEqual([
      `gift ${lost.id}: its stock is not what is left, held and taken`,
      `gift ${unheld.id}: its orders hold or took another count of pieces`,
      `gift ${untaken.id}: its orders hold or took another count of pieces`,
    ]);
  });
});
