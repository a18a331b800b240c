import { plainRules, type EarningRules } from '@liuliang/domain';
import { askReversal, bringFile, importOf, reverseFile } from '../../testing/import-desk';
import { bringPerson, bringRows, mustBring } from '../../testing/doors';
import { breakingAt, orderRow, refundRow } from '../../testing/ingest-world';
import { at, goldScheme, TierWorld } from '../../testing/tier-world';
import type { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { Housekeeping } from '../../platform/housekeeping';
import { PublicIds } from '../../platform/ids';
import type { Brand } from '../brands';
import { FactsService } from '../insights';
import { CustomersService, FactOwners, MergesService } from '../members';
import { OrderReads, OrdersService } from '../orders';
import { importJobs } from './entities';
import { Reversals, ReversalLost } from './reversals';
import { BackgroundImports, BroughtKinds, IngestService, type RawRow } from '.';

const plain = plainRules({ points: 1, perFen: 100 });
/** A point, a growth and a guide's point a yuan. */
const RULES: EarningRules = {
  ...plain,
  growth: { points: 1, perFen: 100 },
  guide: { kind: 'rate', points: 1, perFen: 100 },
};

let world: TierWorld;
let brand: Brand;
beforeAll(async () => {
  world = await TierWorld.open();
});
beforeEach(async () => {
  world.goTo('2026-06-01');
  brand = await world.brand(goldScheme(), RULES);
});
afterAll(() => world.close());

const order = (id: string, card: string, yuan: number, when = '2026-05-01'): RawRow =>
  orderRow(id, card, { paid_at: new Date(at(when)).toISOString(), amount_fen: yuan * 100 });
const refund = (id: string, of: string, yuan: number, when = '2026-05-10'): RawRow =>
  refundRow(id, of, { refunded_at: new Date(at(when)).toISOString(), amount_fen: yuan * 100 });
const bring = (batch: Parameters<typeof mustBring>[2]): Promise<void> =>
  mustBring(world.server, brand, batch);
const file = (refunds: readonly RawRow[]) => bringFile(world.server, brand, 'refunds', refunds);
const reverse = ({ id }: { readonly id: number }) => reverseFile(world.server, brand, id);
const send = async (...refunds: RawRow[]) => (await bringRows(world.server, brand, { refunds })).refunds;
const rows = <R>(sql: string, values: readonly (string | number)[] = []): Promise<R[]> =>
  world.db.read((reader) => reader.query<R>(sql, [brand.id, ...values]));
const sums = async (): Promise<Record<string, number>> => {
  const found = await rows<{ asset: string; kind: string; sum: number }>(
    `SELECT asset, owner_kind AS kind, CAST(SUM(balance) AS SIGNED) AS sum FROM ledger_account
     WHERE brand_id = ? AND owner_kind IN ('member', 'guide') GROUP BY asset, owner_kind HAVING SUM(balance) <> 0`,
  );
  return Object.fromEntries(found.map(({ asset, sum }) => [asset, sum]));
};
const refunded = async (): Promise<number[]> =>
  (
    await rows<{ fen: number }>(
      'SELECT refunded_fen AS fen FROM sale_order WHERE brand_id = ? ORDER BY order_key',
    )
  ).map(({ fen }) => fen / 100);
const provesItself = async (): Promise<void> => {
  expect(await world.faults(brand)).toEqual([]);
  expect(await world.server.get(FactsService).compare(brand.id)).toMatchObject({ differences: 0 });
};
/** A worker that is killed at the nth statement of its step. */
function dyingAt(statement: number): Reversals {
  const { server, db } = world;
  const dying = {
    run: <T>(name: string, work: (tx: Tx) => Promise<T>) =>
      db.run(name, (tx) => work(breakingAt(tx, statement))),
  } as Database;
  return new Reversals(
    dying,
    server.get(IngestService),
    server.get(OrdersService),
    server.get(FactOwners),
    server.get(BroughtKinds),
    server.get(Housekeeping),
  );
}
async function person(card: string): Promise<number> {
  return bringPerson(world.server, brand, { kind: 'pos_card', value: card }, at('2025-06-01'));
}

describe('an import of refunds that is reversed', () => {
  it('takes back the refunds that it brought, and no others, with all that followed from them', async () => {
    const ann = await person('ann');
    await bring({ orders: [order('a1', 'ann', 600), order('a2', 'ann', 700)] });
    await bring({ refunds: [refund('kept', 'a2', 100)] });
    const before = [await sums(), await world.levelNow(brand, ann)];
    expect(before).toEqual([{ points: 1_250, growth: 1_200, guide_points: 1_200 }, 2]);
    const wrong = [refund('w1', 'a1', 600), refund('w2', 'a2', 300, '2026-05-12'), refund('kept', 'a2', 100)];
    const brought = await file(wrong);
    expect(brought).toMatchObject({ accepted: 2, duplicate: 1, reversible: 2 });
    expect(await sums()).toEqual({ points: 350, growth: 300, guide_points: 300 });
    expect(await reverse(brought)).toMatchObject({
      ...{ state: 'reversed', reversible: 0, refunded: 2, nothingLeft: 0, reversedBy: 78 },
    });
    expect([await sums(), await world.levelNow(brand, ann)]).toEqual(before);
    expect(await refunded()).toEqual([0, 100]);
    expect(await askReversal(world.server, brand, brought.id)).toMatchObject({
      error: { code: 'IMPORT_NOT_REVERSIBLE' },
    });
    const [audited] = await rows<{ detail: string }>(
      "SELECT detail FROM audit_log WHERE brand_id = ? AND action = 'import.reversed'",
    );
    expect(JSON.parse(audited?.detail ?? '{}')).toEqual({ refunds: 2 });
    await provesItself();
  });

  it('keeps each with its order, where it is found by its number and by its id', async () => {
    await bring({ orders: [order('a1', 'ann', 600)] });
    await reverse(await file([refund('w1', 'a1', 200)]));
    const reads = world.server.get(OrderReads);
    const found = await world.db.read((reader) => reads.numbered(reader, brand.id, 'w1'));
    const [row] = await rows<{ id: number }>('SELECT id FROM withdrawn_refund WHERE brand_id = ?');
    const asked = { orderId: 0, refundId: row?.id ?? 0 };
    const whole = await world.db.read((reader) => reads.whole(reader, brand.id, asked));
    expect(whole).toMatchObject({ id: found?.id, refundedFen: 0, refunds: [] });
    if (!whole) throw new Error('The order of a refund that was taken back was not found');
    const withdrawn = await world.db.read((reader) => reads.withdrawn(reader, brand.id, whole));
    expect(withdrawn).toMatchObject([
      { amountFen: 20_000, withdrawnBy: 78, withdrawnAtMs: at('2026-06-01') },
    ]);
    expect(world.server.get(PublicIds).encode('rfd', asked.refundId)).toMatch(/^rfd_/);
  });

  it('gives growth back where it was taken, so that nobody reaches in between what they never had', async () => {
    const ann = await person('ann');
    await bring({ orders: [order('a1', 'ann', 900)] });
    await reverse(await file([refund('w1', 'a1', 900, '2026-05-20')]));
    expect(await sums()).toEqual({ points: 900, growth: 900, guide_points: 900 });
    expect([await world.levelNow(brand, ann), await world.gifts(ann)]).toEqual([1, []]);
    expect(await world.levelAtMs(brand, ann, at('2026-05-15'))).toBe(1);
    await provesItself();
  });

  it('lets nothing come back that says the same, by any door, and takes what was put right', async () => {
    await bring({ orders: [order('a1', 'ann', 500)] });
    await reverse(await file([refund('w1', 'a1', 200)]));
    expect(await send(refund('w1', 'a1', 200))).toEqual(['REFUND_WITHDRAWN']);
    const again = await file([refund('w1', 'a1', 200), refund('w1', 'a1', 150)]);
    expect(again).toMatchObject({
      accepted: 1,
      rejected: 1,
      reasons: [{ code: 'REFUND_WITHDRAWN', count: 1 }],
    });
    expect(await refunded()).toEqual([150]);
    expect(await send(refund('w1', 'a1', 150), refund('w1', 'a1', 200), refund('w1', 'a1', 10))).toEqual([
      ...['duplicate', 'REFUND_WITHDRAWN', 'REFUND_CONFLICT'],
    ]);
    await reverse(again);
    expect(await send(refund('w1', 'a1', 150), refund('w1', 'a1', 200))).toEqual([
      ...['REFUND_WITHDRAWN', 'REFUND_WITHDRAWN'],
    ]);
    expect([await refunded(), (await sums())['growth']]).toEqual([[0], 500]);
    await provesItself();
  });

  it('takes those back that wait, and lets those count that were too much beside them', async () => {
    const brought = await file([refund('w1', 'late', 400, '2026-05-02'), refund('w2', 'never', 50)]);
    await bring({ refunds: [refund('kept', 'late', 200)] });
    await bring({ orders: [order('late', 'ann', 500)] });
    expect(await refunded()).toEqual([400]);
    expect(await reverse(brought)).toMatchObject({ refunded: 2, nothingLeft: 0 });
    expect(await refunded()).toEqual([200]);
    await bring({ orders: [order('never', 'ann', 60)] });
    expect([await refunded(), (await sums())['growth']]).toEqual([[200, 0], 360]);
    await provesItself();
  });

  it('does not bring back what was refused beside them; sent again it counts', async () => {
    await bring({ orders: [order('a1', 'ann', 500)] });
    const brought = await file([refund('w1', 'a1', 400)]);
    expect(await send(refund('right', 'a1', 300))).toEqual(['REFUND_EXCEEDS_ORDER']);
    await reverse(brought);
    expect(await refunded()).toEqual([0]);
    expect(await send(refund('right', 'a1', 300))).toEqual(['accepted']);
    expect((await sums())['growth']).toBe(200);
    await provesItself();
  });

  it.each(['orders first', 'refunds first'])(
    'leaves nothing of orders that are reversed too: %s',
    async (turn) => {
      const orders = await bringFile(world.server, brand, 'orders', [
        order('o1', 'ann', 100),
        order('o2', 'ann', 200),
      ]);
      const refunds = await file([refund('w1', 'o1', 40), refund('w2', 'o2', 200)]);
      for (const one of turn === 'orders first' ? [orders, refunds] : [refunds, orders]) await reverse(one);
      expect([await refunded(), await sums()]).toEqual([[100, 200], {}]);
      await provesItself();
    },
  );

  it('is right for people who were merged, and for those who are erased', async () => {
    const [ann, bea, cat] = [await person('ann'), await person('bea'), await person('cat')];
    await bring({ orders: [order('a1', 'ann', 600), order('b1', 'bea', 700), order('c1', 'cat', 300)] });
    const before = await sums();
    const brought = await file([refund('w1', 'a1', 300), refund('w2', 'b1', 700), refund('w3', 'c1', 300)]);
    const proof = { kind: 'wx_unionid' as const, value: 'u1' };
    await world.db.run('test.merge', async (tx) => {
      await world.server.get(CustomersService).link(tx, brand, bea, proof, true, at('2026-05-20'));
      return world.server.get(MergesService).merge(tx, brand, ann, bea, { ...proof, isVerified: true });
    });
    await world.server.drain();
    await world.erase(brand, cat);
    await world.server.drain();
    await reverse(brought);
    expect(await refunded()).toEqual([0, 0, 0]);
    const { growth, guide_points: ofGuide } = await sums();
    expect({ growth, ofGuide }).toEqual({ growth: before['growth'], ofGuide: before['guide_points'] });
    expect(await world.levelNow(brand, ann)).toBe(2);
    await provesItself();
  });

  it('gives back what it had taken of an upgrade gift, once', async () => {
    brand = await world.brand(goldScheme({ refund: { review: 'at_once', unusedGift: 'revoke' } }), RULES);
    const ann = await person('ann');
    await bring({ orders: [order('a1', 'ann', 1_000)] });
    expect([await world.points(brand, ann), await world.gifts(ann)]).toEqual([1_050, ['2: 50']]);
    const brought = await file([refund('w1', 'a1', 500)]);
    expect([await world.points(brand, ann), await world.gifts(ann)]).toEqual([500, ['2: 50 −50']]);
    await reverse(brought);
    expect([await world.points(brand, ann), await world.gifts(ann)]).toEqual([1_050, ['2: 50']]);
    await bring({ refunds: [refund('right', 'a1', 500)] });
    expect([await world.points(brand, ann), await world.gifts(ann)]).toEqual([500, ['2: 50 −50']]);
    await provesItself();
  });

  it('goes on where its worker died, and takes each back once', async () => {
    const ids = Array.from({ length: 130 }, (_, i) => String(i).padStart(3, '0'));
    await bring({ orders: ids.map((id) => order(`b${id}`, `p${id.slice(-1)}`, 10)) });
    const { id } = await file(ids.map((one) => refund(`w${one}`, `b${one}`, 4)));
    expect(await askReversal(world.server, brand, id)).toMatchObject({ ok: true });
    // What a worker does that dies after its first step, with the lease in its hand.
    const row = await world.db.read((reader) => importJobs.one(reader, brand.id, { id }));
    if (!row) throw new Error('The import is gone');
    const lease = { before: 0, next: world.server.clock.nowMs() + 60_000 };
    const reversals = world.server.get(Reversals);
    expect(await reversals.step(brand, row, lease)).toBe('more');
    await expect(reversals.step(brand, row, lease)).rejects.toThrow(ReversalLost);
    await world.server.get(BackgroundImports).runDue();
    expect(await importOf(world.server, brand, id)).toMatchObject({ state: 'reversing', refunded: 100 });
    world.server.clock.pass(60_000);
    await world.server.get(BackgroundImports).runDue();
    expect(await importOf(world.server, brand, id)).toMatchObject({ state: 'reversed', refunded: 130 });
    expect(await sums()).toEqual({ points: 1_300, growth: 1_300, guide_points: 1_300 });
    expect(await rows('SELECT id FROM withdrawn_refund WHERE brand_id = ?')).toHaveLength(130);
    await provesItself();
  });

  it('leaves everything as it was at whatever statement its worker is killed', async () => {
    await person('ann');
    await bring({ orders: [order('a1', 'ann', 600), order('a2', 'ann', 700)] });
    const { id } = await file([refund('w1', 'a1', 600), refund('w2', 'a2', 300)]);
    await askReversal(world.server, brand, id);
    const row = await world.db.read((reader) => importJobs.one(reader, brand.id, { id }));
    if (!row) throw new Error('The import is gone');
    const before = [await sums(), await refunded()];
    const lease = { before: 0, next: world.server.clock.nowMs() + 60_000 };
    let killed = 0;
    for (let isThrough = false; !isThrough; killed += isThrough ? 0 : 1) {
      isThrough = await dyingAt(killed + 1)
        .step(brand, row, lease)
        .then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Error) || error.message !== 'killed here') throw error;
            return false;
          },
        );
      if (!isThrough) expect([await sums(), await refunded()]).toEqual(before);
    }
    expect(killed).toBeGreaterThan(30);
    expect([await sums(), await refunded()]).toEqual([
      { points: 1_350, growth: 1_300, guide_points: 1_300 },
      [0, 0],
    ]);
    await provesItself();
  });

  it('changes nothing where it breaks', async () => {
    await bring({ orders: [order('a1', 'ann', 500)] });
    const { id } = await file([refund('w1', 'a1', 100)]);
    const before = [await sums(), await refunded()];
    const { source } = world.db;
    await source.query('ALTER TABLE withdrawn_refund RENAME TO withdrawn_away');
    await askReversal(world.server, brand, id);
    await expect(world.server.get(BackgroundImports).runDue()).rejects.toThrow();
    await source.query('ALTER TABLE withdrawn_away RENAME TO withdrawn_refund');
    expect([await sums(), await refunded()]).toEqual(before);
    expect(await importOf(world.server, brand, id)).toMatchObject({ state: 'done', reversible: 1 });
    expect(await reverse({ id })).toMatchObject({ state: 'reversed', refunded: 1 });
  });

  it('is refused after thirty days', async () => {
    await bring({ orders: [order('a1', 'ann', 500)] });
    const { id } = await file([refund('w1', 'a1', 100)]);
    world.goTo('2026-07-02');
    await world.server.get(Housekeeping).sweep();
    expect(await askReversal(world.server, brand, id)).toMatchObject({
      error: { code: 'IMPORT_NOT_REVERSIBLE' },
    });
    expect(await refunded()).toEqual([100]);
  });
});
