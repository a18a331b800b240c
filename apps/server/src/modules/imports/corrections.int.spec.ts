import { openIngestWorld, orderRow, refundRow, type IngestWorld } from '../../testing/ingest-world';
import type { Brand } from '../brands';
import { FactsService } from '../insights';
import { AuditService } from '../ledger-audit';
import type { RawRow } from '.';

let world: IngestWorld;
beforeAll(async () => {
  world = await openIngestWorld();
});
afterAll(() => world.close());

const correction = (more: RawRow): RawRow => orderRow('o1', 'ann', { correct: true, ...more });
const ordersOf = async (brand: Brand, ...orders: RawRow[]) => (await world.bring(brand, { orders })).orders;
const rows = <R>(sql: string, brand: Brand) => world.db.read((reader) => reader.query<R>(sql, [brand.id]));
/** Everything but the ledger, which follows by itself. */
const told = async (brand: Brand): Promise<string[]> =>
  (await world.picture(brand)).split('\n').filter((line) => !/^(points|issued|store|guide) /.test(line));

const points = async (brand: Brand): Promise<string[]> =>
  (await world.picture(brand)).split('\n').filter((line) => /^(points|issued) /.test(line));
const faults = async () =>
  (await world.get(AuditService).run(null)).checks
    .filter(({ ok }) => !ok)
    .map(({ id, faults: found }) => [id, found]);

describe('a corrected order', () => {
  it('is what it would be had it come right, refunds and layers included', async () => {
    const [wrong, right] = [await world.newBrand(), await world.newBrand()];
    const other = { amount_fen: '5000', paid_at: '2026-11-05T10:00:00+08:00', channel: 'tmall', store: 'S2' };
    const refunds = [
      refundRow('r1', 'o1', { amount_fen: 4_000 }),
      refundRow('r2', 'o1', { amount_fen: 3_000, refunded_at: '2026-11-11' }),
    ];
    await world.bring(wrong, { orders: [orderRow('o1', 'ann')], refunds });
    expect(await ordersOf(wrong, correction(other))).toEqual(['accepted']);
    // The same world without the mistake: both refunds wait for the order.
    await world.bring(right, { refunds });
    await ordersOf(right, orderRow('o1', 'ann', other));
    expect(await told(wrong)).toEqual(await told(right));
    expect(await points(wrong)).toEqual(await points(right));
    expect(await faults()).toEqual([]);
    expect(
      await rows('SELECT refund_key AS k, state FROM refund WHERE brand_id = ? ORDER BY refund_key', wrong),
    ).toEqual(['applied', 'excess'].map((state) => expect.objectContaining({ state })));
    expect(await world.get(FactsService).compare(wrong.id)).toEqual({ customers: 1, differences: 0 });
    // Corrected back, the refund that had become too much counts again.
    expect(await ordersOf(wrong, correction({}))).toEqual(['accepted']);
    expect(await rows('SELECT refunded_fen AS fen FROM sale_order WHERE brand_id = ?', wrong)).toEqual([
      { fen: 7_000 },
    ]);
  });

  it('is corrected only when that is said, once, and by whom is kept with what it said before', async () => {
    const brand = await world.newBrand();
    await ordersOf(brand, orderRow('o1', 'ann'));
    expect(await ordersOf(brand, orderRow('o1', 'ann', { amount_fen: '1' }))).toEqual(['ORDER_CONFLICT']);
    expect(await ordersOf(brand, correction({ amount_fen: '1' }), correction({ amount_fen: '1' }))).toEqual([
      'accepted',
      'duplicate',
    ]);
    expect(await ordersOf(brand, correction({ amount_fen: '1' }))).toEqual(['duplicate']);
    expect(
      await rows(
        'SELECT v.version, v.amount_fen AS fen FROM sale_order_version v JOIN sale_order o ON o.id = v.order_id WHERE o.brand_id = ?',
        brand,
      ),
    ).toEqual([{ version: 1, fen: 10_000 }]);
    const audited = await rows<{ detail: string }>(
      "SELECT detail FROM audit_log WHERE brand_id = ? AND action = 'order.corrected'",
      brand,
    );
    expect(audited.map(({ detail }) => Object.keys(JSON.parse(detail) as object))).toEqual([
      ['version', 'before', 'after'],
    ]);
  });

  it('stays with whom it is of, and a refused correction leaves nobody behind', async () => {
    const brand = await world.newBrand();
    await ordersOf(brand, orderRow('o1', 'ann'), orderRow('o2', 'bob'));
    const before = await world.picture(brand);
    expect(
      await ordersOf(brand, correction({ identity: 'bob' }), correction({ identity: 'stranger' })),
    ).toEqual(['ORDER_OTHER_CUSTOMER', 'ORDER_OTHER_CUSTOMER']);
    expect(await world.picture(brand)).toBe(before);
  });

  it('may be new, and be corrected in the batch that brings it', async () => {
    const brand = await world.newBrand();
    expect(
      await ordersOf(
        brand,
        orderRow('o1', 'ann'),
        correction({ amount_fen: '3' }),
        orderRow('o2', 'ann', { correct: true }),
      ),
    ).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await ordersOf(brand, orderRow('o3', 'ann', { correct: 'yes' }))).toEqual(['INPUT_INVALID']);
  });
});
