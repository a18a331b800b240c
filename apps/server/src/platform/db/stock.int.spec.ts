import fc from 'fast-check';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { Stock, type StockRef } from './stock';

let test: TestPlatform;
const stock = new Stock('shelf');
const ref: StockRef = { brandId: 1, id: 1 };

beforeAll(async () => {
  test = await openTestPlatform();
  await test.platform.db.source.query(
    'CREATE TABLE shelf (id bigint PRIMARY KEY NOT NULL, brand_id bigint NOT NULL, stock bigint NOT NULL,' +
      ' left_count bigint NOT NULL, held_count bigint NOT NULL, taken_count bigint NOT NULL)',
  );
});

afterAll(() => test.close());

async function fill(pieces: number): Promise<void> {
  await test.platform.db.run('test.fill', async (tx) => {
    await tx.exec('DELETE FROM shelf');
    await tx.exec('INSERT INTO shelf VALUES (1, 1, ?, ?, 0, 0)', [pieces, pieces]);
  });
}

const counts = async (): Promise<number[]> => {
  const sql = 'SELECT stock, left_count, held_count, taken_count FROM shelf WHERE id = 1';
  const [row] = await test.platform.db.read((reader) => reader.query<Record<string, number>>(sql));
  return Object.values(row ?? {});
};

const faults = (): Promise<number[]> => test.platform.db.read((reader) => stock.faults(reader, null, 10));

type Step = 'hold' | 'capture' | 'release' | 'restore';

describe('a stock (STOCK-1)', () => {
  it('keeps its sum over any story, and answers as a plain count would', async () => {
    const step = fc.tuple(
      fc.constantFrom<Step>('hold', 'capture', 'release', 'restore'),
      fc.integer({ min: 1, max: 3 }),
    );
    const story = fc.record({
      pieces: fc.integer({ min: 0, max: 6 }),
      steps: fc.array(step, { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ pieces, steps }) => {
        await fill(pieces);
        let [left, held, taken] = [pieces, 0, 0];
        for (const [what, count] of steps) {
          const source = { hold: left, capture: held, release: held, restore: taken }[what];
          const tried = test.platform.db.run<unknown>('test.step', (tx) => stock[what](tx, ref, count));
          if (source < count) {
            if (what === 'hold') expect(await tried).toBe(false);
            else await expect(tried).rejects.toThrow('STOCK-1');
            continue;
          }
          await tried;
          if (what === 'hold') [left, held] = [left - count, held + count];
          if (what === 'capture') [held, taken] = [held - count, taken + count];
          if (what === 'release') [held, left] = [held - count, left + count];
          if (what === 'restore') [taken, left] = [taken - count, left + count];
        }
        expect(await counts()).toEqual([pieces, left, held, taken]);
        expect(await faults()).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is never sold twice, however many come at once, from two processes', async () => {
    await fill(5);
    const other = await test.another();
    const won = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        (i % 2 ? test.platform : other).db.run('test.race', async (tx) => {
          const isOurs = await stock.hold(tx, ref);
          if (isOurs && i % 3 === 0) throw new Error('changed my mind');
          return isOurs;
        }),
      ).map((one) => one.catch(() => null)),
    );
    const held = won.filter((one) => one === true).length;
    expect(held).toBeGreaterThan(0);
    expect(await counts()).toEqual([5, 5 - held, held, 0]);
    expect(await faults()).toEqual([]);
  });

  it('captures and releases the same piece once, whoever is first', async () => {
    await fill(1);
    await test.platform.db.run('test.hold', (tx) => stock.hold(tx, ref));
    const other = await test.another();
    const settled = await Promise.allSettled([
      test.platform.db.run('test.capture', (tx) => stock.capture(tx, ref)),
      other.db.run('test.release', (tx) => stock.release(tx, ref)),
    ]);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await counts()).slice(2).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
    expect(await faults()).toEqual([]);
  });

  it('can be made larger, and smaller down to what is held and taken', async () => {
    await fill(4);
    const resize = (size: number) => test.platform.db.run('test.resize', (tx) => stock.resize(tx, ref, size));
    await test.platform.db.run('test.hold', (tx) => stock.hold(tx, ref, 3));
    expect([await resize(2), await resize(3), await resize(9)]).toEqual([false, true, true]);
    expect(await counts()).toEqual([9, 6, 3, 0]);
  });

  it('of another brand is out of reach', async () => {
    await fill(1);
    const elsewhere = { brandId: 2, id: 1 };
    expect(await test.platform.db.run('test.hold', (tx) => stock.hold(tx, elsewhere))).toBe(false);
  });

  it('that was changed by hand is found', async () => {
    await fill(4);
    await test.platform.db.run('test.plant', (tx) => tx.exec('UPDATE shelf SET taken_count = 1'));
    expect(await faults()).toEqual([1]);
  });
});
