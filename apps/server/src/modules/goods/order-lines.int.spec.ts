import * as fc from 'fast-check';
import type { EarningRules } from '@liuliang/domain';
import { BASE_RULES, EarningWorld } from '../../testing/earning-world';
import { orderRow, refundRow } from '../../testing/ingest-world';
import type { Brand } from '../brands';
import type { RawRow } from '../imports';
import { OrderLineImports } from '.';

/** Creams earn three times as much. */
const CREAM_TRIPLE: EarningRules = {
  ...BASE_RULES,
  multipliers: { ...BASE_RULES.multipliers, item: [{ name: 'Creams', items: ['cream'], percent: 300 }] },
};

let world: EarningWorld;
beforeAll(async () => {
  world = await EarningWorld.open();
});
afterAll(() => world.close());

const line = (order: string, number: number, item: string, fen: number, quantity = 1): RawRow => ({
  ...{ order_id: order, line: String(number), item, quantity: String(quantity), amount_fen: String(fen) },
});

/** Brings lines as a file does. @returns outcomes as `accepted`, `duplicate` or the code of the refusal, and what shows at the end */
async function bring(brand: Brand, rows: readonly RawRow[], corrects = false) {
  const intake = world.server.get(OrderLineImports).intake(brand, corrects);
  const outcomes = await intake.bring(
    rows,
    rows.map((_, i) => i + 2),
  );
  const faults = (await intake.end?.()) ?? [];
  return {
    outcomes: outcomes.map((one) => (one.outcome === 'rejected' ? one.code : one.outcome)),
    faults: faults.map(({ line: number, code }) => `${number} ${code}`),
  };
}

interface Row {
  readonly orderKey: Buffer;
  readonly line: number;
  readonly item: Buffer;
  readonly fen: number;
  readonly refunded: number;
}
/** The lines of all orders of a brand, in words. */
async function linesOf(brand: Brand): Promise<string[]> {
  const rows = await world.db.read((reader) =>
    reader.query<Row>(
      `SELECT o.order_key AS orderKey, l.line, l.item, l.amount_fen AS fen, l.refunded_fen AS refunded
       FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id WHERE o.brand_id = ?
       ORDER BY o.order_key, l.line`,
      [brand.id],
    ),
  );
  return rows.map(
    (row) => `${row.orderKey.toString()} ${row.line} ${row.item.toString()} ${row.fen} ${row.refunded}`,
  );
}
async function statesOf(brand: Brand): Promise<string[]> {
  const rows = await world.db.read((reader) =>
    reader.query<{ orderKey: Buffer; state: string }>(
      'SELECT order_key AS orderKey, state FROM told_order WHERE brand_id = ? ORDER BY order_key',
      [brand.id],
    ),
  );
  return rows.map(({ orderKey, state }) => `${orderKey.toString()} ${state}`);
}

describe('lines of orders that come by themselves', () => {
  it('are the lines of their order, before it or after it, and once', async () => {
    const brand = await world.brand();
    await bring(brand, [line('early', 1, 'cream', 6_000), line('early', 2, 'soap', 4_000)]);
    expect(await statesOf(brand)).toEqual(['early waiting']);
    await world.order(brand, 'early', 'ann');
    await world.order(brand, 'late', 'ann');
    const late = [line('late', 20, 'soap', 1_000), line('late', 10, 'cream', 9_000)];
    expect((await bring(brand, late)).outcomes).toEqual(['accepted', 'accepted']);
    expect((await bring(brand, late)).outcomes).toEqual(['duplicate', 'duplicate']);
    expect(await linesOf(brand)).toEqual([
      ...['early 1 cream 6000 0', 'early 2 soap 4000 0'],
      ...['late 1 cream 9000 0', 'late 2 soap 1000 0'],
    ]);
    expect(await statesOf(brand)).toEqual(['early applied', 'late applied']);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('count only while they add up, and the order is reported until they do', async () => {
    const brand = await world.brand();
    await world.order(brand, 'o1', 'ann');
    const first = await bring(brand, [line('o1', 1, 'cream', 6_000)]);
    expect(first).toEqual({ outcomes: ['accepted'], faults: ['2 ORDER_LINES_DIFFER'] });
    expect(await linesOf(brand)).toEqual([]);
    expect(await bring(brand, [line('o1', 2, 'soap', 4_000)])).toEqual({
      outcomes: ['accepted'],
      faults: [],
    });
    expect(await linesOf(brand)).toEqual(['o1 1 cream 6000 0', 'o1 2 soap 4000 0']);
    // One more that costs something: nobody knows any more which of them are the order's.
    expect((await bring(brand, [line('o1', 3, 'bag', 50)])).faults).toEqual(['2 ORDER_LINES_DIFFER']);
    expect(await linesOf(brand)).toEqual([]);
    expect(await statesOf(brand)).toEqual(['o1 differs']);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('keep the first of two contents, unless they come as a correction', async () => {
    const brand = await world.brand();
    await world.order(brand, 'o1', 'ann');
    await bring(brand, [line('o1', 1, 'cream', 10_000)]);
    const other = [line('o1', 1, 'soap', 10_000)];
    expect((await bring(brand, other)).outcomes).toEqual(['ORDER_LINE_CONFLICT']);
    expect((await bring(brand, other, true)).outcomes).toEqual(['accepted']);
    expect(await linesOf(brand)).toEqual(['o1 1 soap 10000 0']);
  });

  it('leave the lines alone that an order came with', async () => {
    const brand = await world.brand();
    await bring(brand, [line('o1', 1, 'soap', 10_000)]);
    await world.order(brand, 'o1', 'ann', { lines: [{ item: 'cream', quantity: 1, amount_fen: 10_000 }] });
    expect(await linesOf(brand)).toEqual(['o1 1 cream 10000 0']);
    await bring(brand, [line('o1', 2, 'bag', 1)]);
    expect(await statesOf(brand)).toEqual(['o1 own']);
    expect(await linesOf(brand)).toEqual(['o1 1 cream 10000 0']);
  });

  it('follow a correction of the amount of their order', async () => {
    const brand = await world.brand();
    await world.order(brand, 'o1', 'ann', { amount_fen: '9000' });
    await bring(brand, [line('o1', 1, 'cream', 10_000)]);
    expect(await statesOf(brand)).toEqual(['o1 differs']);
    const corrected = orderRow('o1', 'ann', { paid_at: world.nowText(), correct: true });
    expect((await world.bring(brand, { orders: [corrected] })).orders).toEqual(['accepted']);
    expect(await linesOf(brand)).toEqual(['o1 1 cream 10000 0']);
    expect(await statesOf(brand)).toEqual(['o1 applied']);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('earn by their items what they would have earned with the order', async () => {
    const brand = await world.brand(CREAM_TRIPLE);
    const lines = (order: string) => [line(order, 1, 'cream', 6_000), line(order, 2, 'soap', 4_000)];
    await bring(brand, lines('before'));
    await world.order(brand, 'before', 'ann');
    await world.order(brand, 'after', 'bob');
    await bring(brand, lines('after'));
    const [ann, bob] = [await world.points(brand, 'ann'), await world.points(brand, 'bob')];
    expect(ann.available).toBe((6_000 / 100) * 3 + 4_000 / 100);
    expect(bob).toEqual(ann);
    // And what refunds take of them.
    for (const [order, person] of [
      ['before', 'ann'],
      ['after', 'bob'],
    ] as const) {
      const told = { amount_fen: '6000', lines: [{ line: 1, amount_fen: 6_000 }] };
      const refund = refundRow(`r-${order}`, order, { refunded_at: world.nowText(), ...told });
      expect((await world.bring(brand, { refunds: [refund] })).refunds).toEqual(['accepted']);
      expect((await world.points(brand, person)).available).toBe(4_000 / 100);
    }
    expect(await world.faults(brand)).toEqual([]);
  });

  it.each([
    [{ line: '0' }, 'LINE_NUMBER_INVALID'],
    [{ line: '1.5' }, 'LINE_NUMBER_INVALID'],
    [{ quantity: '0' }, 'QUANTITY_INVALID'],
    [{ quantity: '2.5' }, 'QUANTITY_INVALID'],
    [{ amount_fen: '12.5' }, 'AMOUNT_INVALID'],
    [{ amount_fen: undefined, amount_yuan: '1,2' }, 'AMOUNT_YUAN_INVALID'],
    [{ item: '' }, 'FIELD_MISSING'],
    [{ item: '1.23E+15' }, 'NUMBER_COLLAPSED'],
    [{ order_id: '6.9E+12' }, 'NUMBER_COLLAPSED'],
    [{ item: '鞋'.repeat(22) }, 'FIELD_TOO_LONG'],
  ])('are refused as %j, and lose nothing else', async (wrong, code) => {
    const brand = await world.brand();
    const good = line('o1', 1, 'cream', 10_000);
    const bad = Object.fromEntries(
      Object.entries({ ...line('o1', 2, 'soap', 1), ...wrong }).filter(([, value]) => value !== undefined),
    );
    expect((await bring(brand, [bad, good])).outcomes).toEqual([code, 'accepted']);
    await world.order(brand, 'o1', 'ann');
    expect(await linesOf(brand)).toEqual(['o1 1 cream 10000 0']);
  });

  it('end the same in whatever order they, their orders and refunds come, and however they are cut', async () => {
    const orders = ['o1', 'o2', 'o3'];
    const facts = [
      ...orders.map((id) => ({ kind: 'orders' as const, row: orderRow(id, id === 'o3' ? 'bob' : 'ann') })),
      { kind: 'refunds' as const, row: refundRow('r1', 'o1', { amount_fen: '3000' }) },
      ...orders.flatMap((id) => [
        { kind: 'lines' as const, row: line(id, 1, 'cream', 6_000) },
        // Of the third something is missing.
        { kind: 'lines' as const, row: line(id, 2, 'soap', id === 'o3' ? 1 : 4_000) },
      ]),
    ];
    const outcome = async (told: typeof facts): Promise<unknown> => {
      const brand = await world.brand(CREAM_TRIPLE);
      for (const { kind, row } of told)
        if (kind === 'lines') await bring(brand, [row]);
        else await world.bring(brand, { [kind]: [row] });
      expect(await world.faults(brand)).toEqual([]);
      const points = [await world.points(brand, 'ann'), await world.points(brand, 'bob')];
      return { lines: await linesOf(brand), states: await statesOf(brand), points };
    };
    const expected = await outcome(facts);
    const shuffles = fc.shuffledSubarray(facts, { minLength: facts.length });
    await fc.assert(
      fc.asyncProperty(shuffles, async (told) => expect(await outcome(told)).toEqual(expected)),
      { numRuns: 12 },
    );
  });
});
