import * as fc from 'fast-check';
import {
  breakingAt,
  eventRow,
  openIngestWorld,
  orderRow,
  refundRow,
  type IngestWorld,
} from '../../testing/ingest-world';
import type { RawBatch, RawRow } from '.';

/** A batch for each of some two hundred statements: longer than a minute on a busy machine. */
const KILLED_MS = 300_000;

let world: IngestWorld;
beforeAll(async () => {
  world = await openIngestWorld();
});
afterAll(() => world.close());

describe('rows that come in', () => {
  it('loses nothing beside a bad row', async () => {
    const brand = await world.newBrand();
    const outcomes = await world.bring(brand, {
      events: [eventRow('e1', 'ann'), eventRow('e2', 'ann', { type: 'nonsense' }), eventRow('e3', 'bob')],
      orders: [orderRow('o1', 'ann', { amount_fen: '1.5' }), orderRow('o2', 'ann')],
      refunds: [refundRow('r1', 'o2'), refundRow('r2', 'o2', { refunded_at: 'yesterday' })],
    });
    expect(outcomes).toEqual({
      events: ['accepted', 'EVENT_TYPE_UNKNOWN', 'accepted'],
      orders: ['AMOUNT_INVALID', 'accepted'],
      refunds: ['accepted', 'INSTANT_INVALID'],
    });
  });

  it('keeps the first of two contents under one number, and says so', async () => {
    const brand = await world.newBrand();
    const first = {
      events: [eventRow('e1', 'ann')],
      orders: [orderRow('o1', 'ann')],
      refunds: [refundRow('r1', 'o1')],
    };
    await world.bring(brand, first);
    const before = await world.picture(brand);
    const other = await world.bring(brand, {
      events: [eventRow('e1', 'ann', { item: 'cream' }), ...first.events],
      orders: [orderRow('o1', 'bob', { store: 'S9', channel: 'fair' }), ...first.orders],
      refunds: [refundRow('r1', 'o1', { amount_fen: 999 }), ...first.refunds],
    });
    expect(other).toEqual({
      events: ['EVENT_CONFLICT', 'duplicate'],
      orders: ['ORDER_CONFLICT', 'duplicate'],
      refunds: ['REFUND_CONFLICT', 'duplicate'],
    });
    // Not even the stranger of the refused order is known, nor her store.
    expect(await world.picture(brand)).toBe(before);
  });

  it('takes numbers as bytes: neither case nor width makes two of them one, only what is around them is nothing', async () => {
    const brand = await world.newBrand();
    const keys = ['K1', 'k1', 'k 1', '\uff4b1', 'k\u00e91', 'ke\u03011', 'k\u200b1'];
    const { orders } = await world.bring(brand, { orders: keys.map((key) => orderRow(key, 'ann')) });
    expect(orders).toEqual(keys.map(() => 'accepted'));
    const again = ['k1 ', '\u3000k1', '\ufeffk1', '="k1"', 'k1\u200b'].map((key) =>
      orderRow(key, 'ann\u00a0'),
    );
    expect(await world.bring(brand, { orders: again })).toMatchObject({
      orders: again.map(() => 'duplicate'),
    });
  });

  it('refuses what is dated more than a day ahead, of every kind', async () => {
    const brand = await world.newBrand();
    const at = (aheadMs: number): string => new Date(world.db.nowMs() + aheadMs).toISOString();
    const rows = (id: string, aheadMs: number) => ({
      events: [eventRow(`e${id}`, 'ann', { occurred_at: at(aheadMs) })],
      orders: [orderRow(`o${id}`, 'ann', { paid_at: at(aheadMs) })],
      refunds: [refundRow(`r${id}`, `o${id}`, { refunded_at: at(aheadMs) })],
    });
    const [ahead, soon] = ['IN_THE_FUTURE', 'accepted'];
    expect(await world.bring(brand, rows('1', 86_400_000 + 60_000))).toEqual({
      events: [ahead],
      orders: [ahead],
      refunds: [ahead],
    });
    expect(await world.bring(brand, rows('2', 86_400_000 - 60_000))).toEqual({
      events: [soon],
      orders: [soon],
      refunds: [soon],
    });
  });

  it('dates what comes ahead of its receipt by the receipt, and knows it again later', async () => {
    const [ahead, prompt] = [await world.newBrand(), await world.newBrand()];
    const nowMs = world.db.nowMs();
    const at = (aheadMs: number): string => new Date(nowMs + aheadMs).toISOString();
    const rows = (aheadMs: number, more: RawRow = {}) => ({
      events: [eventRow('e1', 'ann', { occurred_at: at(aheadMs) })],
      orders: [orderRow('o1', 'ann', { paid_at: at(aheadMs), ...more })],
      refunds: [refundRow('r1', 'o1', { refunded_at: at(2 * aheadMs), amount_fen: 4_000 })],
    });
    await world.bring(ahead, rows(3_600_000));
    await world.bring(prompt, rows(0));
    expect(await world.picture(ahead)).toBe(await world.picture(prompt));
    world.clock.pass(5 * 3_600_000);
    expect(await world.bring(ahead, rows(3_600_000))).toEqual({
      events: ['duplicate'],
      orders: ['duplicate'],
      refunds: ['duplicate'],
    });
    // A correction that says the same instant moves the order to no other one.
    const correct = { amount_fen: 8_000, correct: true };
    expect(await world.bring(ahead, { orders: rows(3_600_000, correct).orders })).toEqual({
      events: [],
      orders: ['accepted'],
      refunds: [],
    });
    await world.bring(prompt, { orders: rows(0, correct).orders });
    expect(await world.picture(ahead)).toBe(await world.picture(prompt));
  });

  it('takes another spelling of the same order for the same order', async () => {
    const brand = await world.newBrand();
    const spelled = {
      identity_kind: 'mobile',
      identity: '13800001234',
      paid_at: '2026-11-01T00:00:00+08:00',
    };
    const respelled = { identity_kind: 'mobile', identity: '+86 138 0000 1234', paid_at: '2026-11-01' };
    await world.bring(brand, { orders: [orderRow('o1', '', spelled)] });
    expect(
      await world.bring(brand, { orders: [orderRow('o1', '', { ...respelled, amount_fen: 10_000 })] }),
    ).toMatchObject({
      orders: ['duplicate'],
    });
  });

  it('keeps brands apart', async () => {
    const [one, two] = [await world.newBrand(), await world.newBrand()];
    await world.bring(one, { orders: [orderRow('o1', 'ann')] });
    const empty = await world.picture(two);
    expect(await world.bring(two, { refunds: [refundRow('r1', 'o1')] })).toMatchObject({
      refunds: ['accepted'],
    });
    expect((await world.picture(two)).split('\n').filter((line) => !empty.includes(line))).toEqual([
      expect.stringContaining('"waiting"'),
    ]);
  });
});

describe('refunds', () => {
  it('waits for its order, and counts the moment that comes', async () => {
    const [late, early] = [await world.newBrand(), await world.newBrand()];
    const [order, refund] = [orderRow('o1', 'ann'), refundRow('r1', 'o1', { amount_fen: 4_000 })];
    expect(await world.bring(late, { refunds: [refund] })).toMatchObject({ refunds: ['accepted'] });
    await world.bring(late, { orders: [order] });
    await world.bring(early, { orders: [order], refunds: [refund] });
    expect(await world.picture(late)).toBe(await world.picture(early));
    expect(await world.picture(late)).toContain('["balance",60]');
  });

  it('never gives back more than was paid', async () => {
    const brand = await world.newBrand();
    await world.bring(brand, {
      orders: [orderRow('o1', 'ann')],
      refunds: [refundRow('r1', 'o1', { amount_fen: 9_000 })],
    });
    expect(
      await world.bring(brand, { refunds: [refundRow('r2', 'o1', { amount_fen: 1_001 })] }),
    ).toMatchObject({
      refunds: ['REFUND_EXCEEDS_ORDER'],
    });
    expect(await world.picture(brand)).toContain('["refunded_fen",9000]');
    // Refused, it left nothing: the same number may come again with another amount.
    expect(
      await world.bring(brand, { refunds: [refundRow('r2', 'o1', { amount_fen: 1_000 })] }),
    ).toMatchObject({
      refunds: ['accepted'],
    });
  });

  it('sets aside what waited and turns out to be too much', async () => {
    const brand = await world.newBrand();
    await world.bring(brand, {
      refunds: [
        refundRow('r1', 'o1', { amount_fen: 8_000, refunded_at: '2026-11-12' }),
        refundRow('r2', 'o1', { amount_fen: 8_000, refunded_at: '2026-11-11' }),
      ],
    });
    await world.bring(brand, { orders: [orderRow('o1', 'ann')] });
    const refunds = (await world.picture(brand)).split('\n').filter((line) => line.startsWith('refund'));
    expect(refunds[0]).toMatch(/r1.*excess/);
    expect(refunds[1]).toMatch(/r2.*applied/);
  });
});

// Goal: the result depends on what happened, not on how it arrived (INGEST-2, INGEST-3). Method: one small history is
// told straight, then shuffled, with repetitions, in batches of any cut; the tables must agree but for their ids.
describe('the order of arrival', () => {
  const people = ['ann', 'bob', 'cleo'];
  const types = ['ad.exposed', 'mini.opened', 'cart.added'];
  const day = (n: number): string => `2026-11-${String(1 + (n % 20)).padStart(2, '0')}T23:30:00+08:00`;
  const events = Array.from({ length: 12 }, (_, i) =>
    eventRow(`e${i}`, people[i % 3] as string, {
      type: types[i % 3 === 0 ? i % 2 : 2] as string,
      occurred_at: day(i * 7),
      channel: ['pos', '', 'tmall', 'popup_store'][i % 4] as string,
    }),
  );
  const orders = Array.from({ length: 8 }, (_, i) =>
    orderRow(`o${i}`, people[(i * 2) % 3] as string, {
      paid_at: day(i * 5),
      amount_fen: (i % 3) * 3_300,
      store: ['S1', '', 'S2'][i % 3] as string,
      guide: ['', 'G1'][i % 2] as string,
    }),
  );
  const refunds = [
    refundRow('r0', 'o1', { amount_fen: 1_000, refunded_at: day(9) }),
    refundRow('r1', 'o1', { amount_fen: 2_300, refunded_at: day(11) }),
    refundRow('r2', 'o2', { amount_fen: 100, refunded_at: day(1) }),
    refundRow('r3', 'o4', { amount_fen: 3_299, refunded_at: day(19) }),
    refundRow('r4', 'o9', { amount_fen: 5, refunded_at: day(19) }),
  ];
  const rows: [keyof RawBatch, RawBatch['events'][number]][] = [
    ...events.map((row): ['events', typeof row] => ['events', row]),
    ...orders.map((row): ['orders', typeof row] => ['orders', row]),
    ...refunds.map((row): ['refunds', typeof row] => ['refunds', row]),
  ];
  const anyTelling = fc
    .tuple(
      fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
      fc.array(fc.nat(rows.length - 1), { maxLength: 10 }),
      fc.array(fc.nat(rows.length + 10), { maxLength: 5 }),
    )
    .map(([order, again, cuts]) => ({
      told: [...order, ...again],
      cuts: [0, ...cuts.sort((a, b) => a - b)],
    }));

  it('makes no difference, nor do repetitions or cuts', async () => {
    const straight = await world.newBrand();
    await world.bring(straight, { events, orders, refunds });
    const expected = await world.picture(straight);
    await fc.assert(
      fc.asyncProperty(anyTelling, async ({ told, cuts }) => {
        const brand = await world.newBrand();
        for (const [i, start] of cuts.entries()) {
          const part = told
            .slice(start, cuts[i + 1] ?? told.length)
            .map((index) => rows[index] as (typeof rows)[0]);
          const ofKind = (kind: keyof RawBatch) => part.filter(([one]) => one === kind).map(([, row]) => row);
          await world.bring(brand, {
            events: ofKind('events'),
            orders: ofKind('orders'),
            refunds: ofKind('refunds'),
          });
        }
        expect(await world.picture(brand)).toBe(expected);
      }),
      { numRuns: 12 },
    );
  });

  it(
    'leaves nothing behind when it is killed at any statement, and completes when it runs again',
    async () => {
      const straight = await world.newBrand();
      await world.bring(straight, { events, orders, refunds });
      const expected = await world.picture(straight);
      const brand = await world.newBrand();
      await world.bring(brand, { events: events.slice(0, 4), refunds: refunds.slice(0, 2) });
      const before = await world.picture(brand);
      for (let statement = 1; ; statement += 1) {
        const killed = await world.db
          .run('test.killed', (tx) =>
            world.ingest.ingestIn(breakingAt(tx, statement), brand, [{ events, orders, refunds }]),
          )
          .then(
            () => false,
            () => true,
          );
        if (!killed) break;
        expect(await world.picture(brand)).toBe(before);
      }
      expect(await world.picture(brand)).toBe(expected);
      expect((await world.bring(brand, { orders })).orders).toEqual(orders.map(() => 'duplicate'));
    },
    KILLED_MS,
  );
});
