import type { Identity } from '@liuliang/domain';
import { join } from '../../testing/doors';
import { openIngestWorld, orderRow, eventRow, refundRow, type IngestWorld } from '../../testing/ingest-world';
import type { Brand } from '../brands';
import { memberPoints, PointsReads } from '../ledger';
import { CustomersService, ErasureService, MergesService } from '.';

let world: IngestWorld;
let customers: CustomersService;
let merges: MergesService;
beforeAll(async () => {
  world = await openIngestWorld();
  customers = world.get(CustomersService);
  merges = world.get(MergesService);
});
afterAll(() => world.close());

const NOW_MS = Date.UTC(2026, 10, 21);
const card = (value: string): Identity => ({ kind: 'pos_card', value });
const unionid: Identity = { kind: 'wx_unionid', value: 'u1' };
const mobile = (last: number): Identity => ({ kind: 'mobile', value: `+861380000000${last}` });

const identify = (brand: Brand, identities: readonly { kind: string; value: string }[], seenAtMs = NOW_MS) =>
  world.db.run('test.identify', (tx) => customers.identify(tx, brand, identities, seenAtMs));
const idOf = async (brand: Brand, identity: Identity, seenAtMs = NOW_MS): Promise<number> =>
  [...(await identify(brand, [identity], seenAtMs)).values()][0] as number;
const link = (brand: Brand, customerId: number, identity: Identity, isVerified = true) =>
  world.db.run('test.link', (tx) => customers.link(tx, brand, customerId, identity, isVerified, NOW_MS));
const merge = (brand: Brand, presenterId: number, ownerId: number, proof = unionid) =>
  world.db.run('test.merge', (tx) =>
    merges.merge(tx, brand, presenterId, ownerId, { ...proof, isVerified: true }),
  );
const pointsOf = (brand: Brand, customerId: number) =>
  world.db.read(
    async (reader) =>
      (await world.get(PointsReads).balanceOf(reader, memberPoints({ brandId: brand.id, customerId })))
        .available,
  );

describe('identify', () => {
  it('finds the same customer again, under any spelling, and makes strangers', async () => {
    const brand = await world.newBrand();
    const first = await identify(brand, [
      { kind: 'mobile', value: '138 0000 1234' },
      { kind: 'mobile', value: '+8613800001234' },
      card('c1'),
    ]);
    expect([...first.keys()]).toEqual(['mobile:+8613800001234', 'pos_card:c1']);
    expect(await identify(brand, [card('c1'), { kind: 'mobile', value: '13800001234' }])).toEqual(
      new Map([...first].reverse()),
    );
  });

  it('tells the kinds and the brands of one value apart', async () => {
    const [one, two] = [await world.newBrand(), await world.newBrand()];
    const ids = [
      await idOf(one, card('x')),
      await idOf(one, { kind: 'jd_pin', value: 'x' }),
      await idOf(two, card('x')),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('stores nothing that reads as the person', async () => {
    const brand = await world.newBrand();
    await idOf(brand, { kind: 'mobile', value: '+8613800009999' });
    const rows = await world.db.read((reader) =>
      reader.query<Record<string, unknown>>('SELECT * FROM customer_identity WHERE brand_id = ?', [brand.id]),
    );
    const dump = rows.flatMap((row) => Object.values(row)).map(String);
    for (const form of ['13800009999', Buffer.from('+8613800009999').toString('base64').slice(2, -2)]) {
      expect(dump.join('\n')).not.toContain(form);
    }
  });
});

describe('link', () => {
  it('answers whose the identity is', async () => {
    const brand = await world.newBrand();
    const [ann, bob] = [await idOf(brand, card('ann')), await idOf(brand, card('bob'))];
    expect(await link(brand, ann, unionid)).toEqual({ outcome: 'linked' });
    expect(await link(brand, ann, unionid)).toEqual({ outcome: 'already' });
    expect(await link(brand, bob, unionid)).toEqual({ outcome: 'belongsTo', customerId: ann });
    expect(await idOf(brand, unionid)).toBe(ann);
  });
});

describe('merge', () => {
  /** Two customers with a past of their own, the second one younger. */
  async function couple(): Promise<{ brand: Brand; ann: number; bob: number }> {
    const brand = await world.newBrand();
    const ann = await idOf(brand, card('ann'), NOW_MS);
    const bob = await idOf(brand, card('bob'), NOW_MS + 1);
    await world.bring(brand, {
      events: [eventRow('e1', 'ann'), eventRow('e2', 'bob', { type: 'cart.added', channel: 'tmall' })],
      orders: [orderRow('o1', 'ann'), orderRow('o2', 'bob', { paid_at: '2026-11-05' })],
      refunds: [refundRow('r1', 'o2', { amount_fen: 5_000 })],
    });
    return { brand, ann, bob };
  }

  it('keeps the older customer, who then has the past, the points and the cards of both', async () => {
    const { brand, ann, bob } = await couple();
    expect(await merge(brand, bob, ann)).toMatchObject({ outcome: 'merged', keptId: ann, aliasId: bob });
    expect(await idOf(brand, card('bob'))).toBe(ann);
    expect(await pointsOf(brand, ann)).toBe(150);
    expect(await pointsOf(brand, bob)).toBe(0);
    const people = await world.db.read((reader) => customers.people(reader, brand, [ann, bob, 12_345]));
    expect([...people.keys()].sort()).toEqual([ann, bob].sort());
    for (const person of people.values())
      expect(person).toMatchObject({ customerId: ann, family: [ann, bob] });
    const lines = (await world.picture(brand)).split('\n');
    expect(lines.filter((line) => line.startsWith('total'))).toEqual([
      expect.stringContaining('["orders",2]'),
    ]);
  });

  it("counts what comes afterwards for the kept customer, also refunds of the other one's orders", async () => {
    const { brand, ann, bob } = await couple();
    await merge(brand, bob, ann);
    await world.bring(brand, {
      orders: [orderRow('o3', 'bob')],
      refunds: [refundRow('r2', 'o2', { amount_fen: 5_000 })],
    });
    expect(await pointsOf(brand, ann)).toBe(200);
    const lines = (await world.picture(brand)).split('\n');
    expect(lines.filter((line) => line.startsWith('total'))).toEqual([
      expect.stringMatching(/"orders",3.*"refunded_fen",10000/),
    ]);
  });

  it('ends where customers end who were one from the start', async () => {
    const { brand, ann, bob } = await couple();
    await link(brand, ann, unionid);
    await merge(brand, bob, ann);
    const one = await world.newBrand();
    const both = await idOf(one, card('ann'));
    for (const identity of [card('bob'), unionid]) await link(one, both, identity);
    await world.bring(one, {
      events: [eventRow('e1', 'ann'), eventRow('e2', 'bob', { type: 'cart.added', channel: 'tmall' })],
      orders: [orderRow('o1', 'ann'), orderRow('o2', 'bob', { paid_at: '2026-11-05' })],
      refunds: [refundRow('r1', 'o2', { amount_fen: 5_000 })],
    });
    const facts = async (of: Brand): Promise<string[]> =>
      (await world.picture(of)).split('\n').filter((line) => /^(day|total|points|issued) /.test(line));
    expect(await facts(brand)).toEqual(await facts(one));
  });

  it('is undone from its record, to the last line', async () => {
    const { brand, ann, bob } = await couple();
    const before = await world.picture(brand);
    const merged = await merge(brand, bob, ann);
    if (merged.outcome !== 'merged') throw new Error('The story needs a merge');
    const undo = () => world.db.run('test.unmerge', (tx) => merges.unmerge(tx, brand, merged.mergeId));
    expect(await undo()).toBe('undone');
    expect(await world.picture(brand)).toBe(before);
    expect(await undo()).toBe('not-done');
    expect(await pointsOf(brand, bob)).toBe(50);
  });

  it('forgets in its record whoever is erased, and leaves the other one theirs when they were parted', async () => {
    const { brand, ann, bob } = await couple();
    const merged = await merge(brand, bob, ann);
    if (merged.outcome !== 'merged') throw new Error('The story needs a merge');
    await world.db.run('test.unmerge', (tx) => merges.unmerge(tx, brand, merged.mergeId));
    const movedBy = async (): Promise<unknown[]> => {
      const [past] = await world.db.read((reader) => merges.everOf(reader, brand.id, [ann]));
      return (JSON.parse(past?.moved ?? '{}') as { identities: unknown[] }).identities;
    };
    const before = await movedBy();
    expect(before.length).toBeGreaterThan(0);
    const [stays, goes] = merged.keptId === ann ? [ann, bob] : [bob, ann];
    await world.get(ErasureService).erase(brand, stays);
    expect(await movedBy()).toEqual(before);
    await world.get(ErasureService).erase(brand, goes);
    expect(await movedBy()).toEqual([]);
  });

  it('resolves in one step after a second merge, which must be undone first', async () => {
    const { brand, ann, bob } = await couple();
    const eve = await idOf(brand, card('eve'), NOW_MS - 1);
    const first = await merge(brand, bob, ann);
    await merge(brand, ann, eve);
    const resolved = await world.db.read((reader) => customers.person(reader, brand, bob));
    expect(resolved).toMatchObject({ customerId: eve, family: [eve, ann, bob] });
    expect(await pointsOf(brand, eve)).toBe(150);
    if (first.outcome !== 'merged') throw new Error('The story needs a merge');
    const undone = await world.db.run('test.unmerge', (tx) => merges.unmerge(tx, brand, first.mergeId));
    expect(undone).toBe('later-merge-first');
  });

  it('leaves two members with two verified numbers to a person, once', async () => {
    const { brand, ann, bob } = await couple();
    await Promise.all([join(world, brand, ann), join(world, brand, bob)]);
    await link(brand, ann, mobile(1));
    await link(brand, bob, mobile(2));
    const before = await world.picture(brand);
    const first = await merge(brand, bob, ann);
    expect(first).toMatchObject({ outcome: 'review' });
    expect(await merge(brand, ann, bob)).toEqual(first);
    expect(await world.picture(brand)).toBe(before);
  });

  it('never unifies by a card that is lent', async () => {
    const { brand, ann, bob } = await couple();
    expect(await merge(brand, bob, ann, card('ann'))).toEqual({ outcome: 'none', reason: 'weak-proof' });
  });

  it('meets an import of the same customers without losing a row', async () => {
    const { brand, ann, bob } = await couple();
    const orders = Array.from({ length: 30 }, (_, i) => orderRow(`n${i}`, i % 2 ? 'ann' : 'bob'));
    await Promise.all([
      ...orders.map((row) => world.bring(brand, { orders: [row] })),
      merge(brand, bob, ann),
    ]);
    expect(await pointsOf(brand, ann)).toBe(150 + 30 * 100);
    const lines = (await world.picture(brand)).split('\n');
    expect(lines.filter((line) => line.startsWith('total'))).toEqual([
      expect.stringContaining('["orders",32]'),
    ]);
  });
});
