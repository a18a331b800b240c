import { EarningWorld } from '../../testing/earning-world';
import type { Brand } from '../brands';
import { BirthdaysService } from './birthdays.service';
import { ErasureService } from './erasure.service';

describe('a birthday', () => {
  let world: EarningWorld;
  let brand: Brand;
  beforeAll(async () => {
    world = await EarningWorld.open();
    brand = await world.brand();
  });
  afterAll(() => world.close());
  const birthdays = () => world.server.get(BirthdaysService);
  const born = (month: number, day: number, calendar: 'gregorian' | 'lunar' = 'gregorian') => ({
    calendar,
    month,
    day,
  });

  it('is told, read back, and changed once a year', async () => {
    const ann = await world.customer(brand, 'ann');
    expect(await birthdays().view(brand.id, { customerId: ann, family: [ann] })).toEqual({
      birthday: null,
      changeableAtMs: null,
    });
    const told = await birthdays().set(brand.id, ann, born(8, 15, 'lunar'));
    expect(told).toMatchObject({ value: { birthday: born(8, 15, 'lunar') } });
    expect(await birthdays().set(brand.id, ann, born(8, 15, 'lunar'))).toMatchObject({ ok: true });
    expect(await birthdays().set(brand.id, ann, born(1, 1))).toMatchObject({
      error: { code: 'BIRTHDAY_CHANGED_LATELY' },
    });
    world.passes(365);
    expect(await birthdays().set(brand.id, ann, born(1, 1))).toMatchObject({
      value: { birthday: born(1, 1) },
    });
  });

  it('that does not exist is refused before anything else', async () => {
    const ben = await world.customer(brand, 'ben');
    expect(await birthdays().set(brand.id, ben, born(2, 30))).toMatchObject({
      error: { code: 'BIRTHDAY_INVALID' },
    });
    expect(await birthdays().set(brand.id, ben, born(2, 29))).toMatchObject({ ok: true });
  });

  it('is forgotten when asked, which is no way around the year', async () => {
    const cat = await world.customer(brand, 'cat');
    await birthdays().set(brand.id, cat, born(3, 3));
    expect(await birthdays().forget(brand.id, cat)).toMatchObject({ birthday: null });
    expect(await birthdays().set(brand.id, cat, born(4, 4))).toMatchObject({
      error: { code: 'BIRTHDAY_CHANGED_LATELY' },
    });
  });

  it('is ciphertext at rest, opens for nobody else, and is gone with the person', async () => {
    const [dan, eve] = [await world.customer(brand, 'dan'), await world.customer(brand, 'eve')];
    await birthdays().set(brand.id, dan, born(5, 5));
    await birthdays().set(brand.id, eve, born(6, 6));
    const stored = () =>
      world.db.read((reader) =>
        reader.query<{ value: Buffer }>('SELECT value FROM customer_birthday WHERE customer_id = ?', [dan]),
      );
    expect((await stored())[0]?.value.toString()).not.toContain('gregorian');
    const taken = (await stored())[0]?.value ?? Buffer.alloc(0);
    await world.db.run('test.swap', (tx) =>
      tx.exec('UPDATE customer_birthday SET value = ? WHERE customer_id = ?', [taken, eve]),
    );
    await expect(birthdays().view(brand.id, { customerId: eve, family: [eve] })).rejects.toThrow();
    await world.server.get(ErasureService).erase(brand, dan);
    expect(await stored()).toEqual([]);
  });
});
