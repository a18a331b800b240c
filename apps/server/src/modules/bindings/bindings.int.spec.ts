import { scan as scanCode } from '../../testing/doors';
import { EarningWorld, dualRules } from '../../testing/earning-world';
import type { Brand } from '../brands';
import { StaffService } from '../guides';
import { CustomersService } from '../members';
import { BindingsService, PROTECTED_MS } from '.';

const DAY_MS = 86_400_000;

describe('whose customer somebody is', () => {
  let world: EarningWorld;
  let brand: Brand;
  let guides: Record<'G1' | 'G2' | 'G3', number>;
  beforeAll(async () => {
    world = await EarningWorld.open();
    brand = await world.brand(dualRules());
    for (const guide of ['G1', 'G2', 'G3']) await world.order(brand, guide, 'somebody', { guide });
    guides = {
      G1: await world.guide(brand, 'G1'),
      G2: await world.guide(brand, 'G2'),
      G3: await world.guide(brand, 'G3'),
    };
  });
  afterAll(() => world.close());
  const bindings = () => world.server.get(BindingsService);
  const by = () => ({ brandId: brand.id, operatorId: 5 });
  const ofAt = async (customerId: number, atMs = world.nowMs): Promise<number> => {
    const found = await world.db.read((reader) =>
      bindings().guidesAt(reader, brand.id, [{ family: [customerId], atMs }]),
    );
    return found[0]?.guideId ?? 0;
  };
  const scan = (customerId: number, guideId: number) => scanCode(world.server, brand.id, guideId, customerId);

  it('is decided by the first scan, and stays so while the two keep meeting', async () => {
    const ann = await world.customer(brand, 'ann');
    await scan(ann, guides.G1);
    world.server.clock.pass(PROTECTED_MS - DAY_MS);
    await scan(ann, guides.G2);
    expect(await ofAt(ann)).toBe(guides.G1);
    await scan(ann, guides.G1);
    world.server.clock.pass(PROTECTED_MS - DAY_MS);
    await scan(ann, guides.G2);
    expect(await ofAt(ann)).toBe(guides.G1);
    world.server.clock.pass(DAY_MS);
    await scan(ann, guides.G2);
    expect(await ofAt(ann)).toBe(guides.G2);
    expect(await ofAt(ann, world.nowMs - 1)).toBe(guides.G1);
  });

  it('changes by a transfer, and remembers who it was', async () => {
    const ben = await world.customer(brand, 'ben');
    await scan(ben, guides.G1);
    world.passes(1);
    const staff = world.server.get(StaffService);
    const history = await staff.transfer(by(), ben, guides.G2, 'moved away');
    expect(
      history.ok && history.value.map(({ guideId, reason, endedAtMs }) => [guideId, reason, endedAtMs]),
    ).toEqual([
      [guides.G2, 'transfer', null],
      [guides.G1, 'scan', world.nowMs],
    ]);
    expect(await staff.transfer(by(), 1, guides.G2, 'nobody')).toMatchObject({
      error: { code: 'CUSTOMER_UNKNOWN' },
    });
    expect(await staff.transfer(by(), ben, 1, 'nobody')).toMatchObject({ error: { code: 'GUIDE_UNKNOWN' } });
  });

  it('goes to the heir of a guide who leaves, or to nobody', async () => {
    const people = await Promise.all(['cat', 'dan', 'eve'].map((one) => world.customer(brand, one)));
    for (const one of people) await scan(one, guides.G3);
    world.passes(1);
    const staff = world.server.get(StaffService);
    const left = await staff.leave(by(), guides.G3, guides.G1);
    expect(left).toMatchObject({ ok: true, value: { customersHandedOver: 3, guide: { customers: 0 } } });
    for (const one of people) expect(await ofAt(one)).toBe(guides.G1);
    expect(await staff.leave(by(), guides.G3, null)).toMatchObject({ error: { code: 'GUIDE_LEFT' } });
    expect(await staff.transfer(by(), people[0] as number, guides.G3, 'back again')).toMatchObject({
      error: { code: 'GUIDE_LEFT' },
    });
    await staff.leave(by(), guides.G1, null);
    for (const one of people) expect(await ofAt(one)).toBe(0);
  });

  it('has one answer, though two guides scan at the same moment', async () => {
    const fay = await world.customer(brand, 'fay');
    const customers = world.server.get(CustomersService);
    // One code of a member lives at a time, so no door lets two guides meet here: it is the lock that must hold.
    const scanLocked = (guideId: number) =>
      world.db.run('test.scan', async (tx) => {
        await customers.lock(tx, brand, [fay]);
        await bindings().scanned(tx, brand.id, [fay], { guideId, storeId: 1 }, world.nowMs);
      });
    await Promise.all([guides.G2, guides.G1, guides.G2, guides.G1].map(scanLocked));
    const history = await world.db.read((reader) => bindings().history(reader, brand.id, [fay]));
    expect(history).toHaveLength(1);
  });
});
