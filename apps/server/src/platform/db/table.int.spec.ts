import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { c, later, primary } from './columns';
import { given } from './conditions';
import type { Database } from './database';
import { table, tableWithoutBrand, type NewRowOf, type RowOf } from './table';

const COLOURS = ['red', 'green'] as const;
const tags = { parse: (value: unknown) => value as string[] };

const boxes = table(
  'box',
  {
    id: c.id(),
    brandId: c.ref(),
    boxKey: c.bytes(16),
    ownerId: c.ref(),
    colour: c.oneOf(COLOURS),
    isOpen: c.flag(),
    tags: c.json(tags),
    settledAtMs: later(c.instant()),
  },
  { unique: [['brandId', 'boxKey']], index: [['ownerId', 'settledAtMs']] },
);
const slots = tableWithoutBrand('slot', {
  boxId: primary(c.ref()),
  line: primary(c.small()),
  points: c.whole(),
});

let test: TestPlatform;
let db: Database;

beforeAll(async () => {
  test = await openTestPlatform();
  db = test.platform.db;
  const bytes = db.engine === 'sqlite' ? 'blob' : 'varbinary(16)';
  await db.source.query(
    `CREATE TABLE box (id bigint PRIMARY KEY NOT NULL, brand_id bigint NOT NULL, box_key ${bytes} NOT NULL,
      owner_id bigint NOT NULL, colour varchar(16) NOT NULL, is_open int NOT NULL, tags text NOT NULL,
      settled_at_ms bigint NOT NULL DEFAULT 0)`,
  );
  await db.source.query('CREATE UNIQUE INDEX uk_box ON box (brand_id, box_key)');
  await db.source.query('CREATE INDEX ix_box ON box (owner_id, settled_at_ms)');
  await db.source.query(
    'CREATE TABLE slot (box_id bigint NOT NULL, line int NOT NULL, points bigint NOT NULL, PRIMARY KEY (box_id, line))',
  );
});

afterAll(() => test.close());

beforeEach(() =>
  db.run('test.reset', async (tx) => {
    await tx.exec('DELETE FROM box');
    await tx.exec('DELETE FROM slot');
  }),
);

type Box = NewRowOf<typeof boxes>;
const box = (id: number, more: Partial<Box> = {}): Box => ({
  id,
  brandId: 1,
  boxKey: Buffer.from(`b${id}`),
  ownerId: 7,
  colour: 'red',
  isOpen: true,
  tags: ['new'],
  ...more,
});
const write = (...rows: Box[]): Promise<number> => db.run('test.write', (tx) => boxes.insert(tx, rows));
const ids = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id);

describe('a row', () => {
  it('comes back as it went in, by the names that we use', async () => {
    await write(box(1, { isOpen: false }));
    const [row] = await db.read((reader) => boxes.select(reader, 1, {}));
    expect(row).toEqual({ ...box(1, { isOpen: false }), settledAtMs: 0 } satisfies RowOf<typeof boxes>);
  });

  it('may leave out what happens later, and nothing else', async () => {
    const { ownerId: _, ...rest } = box(1);
    // @ts-expect-error: a column that is not filled later must be named
    const nameless = write(rest);
    await expect(nameless).rejects.toThrow(TypeError);
  });

  it('is read in part when a part is asked for, and by hand when SQL is needed', async () => {
    await write(box(1));
    const [part] = await db.read((reader) =>
      boxes.select(reader, 1, { id: 1 }, { columns: ['id', 'isOpen'] }),
    );
    expect(part).toEqual({ id: 1, isOpen: true });
    // @ts-expect-error: what was not asked for is not there
    expect(part?.ownerId).toBeUndefined();
    const sql = `SELECT ${boxes.columns('x')} FROM box x WHERE x.brand_id = ?`;
    const [byHand] = await db.read((reader) => boxes.query(reader, sql, [1]));
    expect(byHand).toEqual({ ...box(1), settledAtMs: 0 });
  });

  it('is refused when its words are not of the list', () => {
    // @ts-expect-error: blue is no colour of a box
    expect(box(1, { colour: 'blue' })).toBeDefined();
  });
});

describe('a brand', () => {
  it('sees its own rows alone, whatever the condition says', async () => {
    await write(box(1), box(2, { brandId: 2 }));
    const found = await db.read((reader) => boxes.select(reader, 1, {}, { and: ['owner_id = 7 OR 1 = 1'] }));
    expect(ids(found)).toEqual([1]);
    expect(await db.read((reader) => boxes.one(reader, 2, { id: 1 }))).toBeNull();
  });

  it('changes and removes its own rows alone', async () => {
    await write(box(1), box(2, { brandId: 2 }));
    const change = db.run('test.set', async (tx) => [
      await boxes.set(tx, 2, { id: 1 }, { colour: 'green' }),
      await boxes.remove(tx, 2, { id: 1 }),
      await boxes.set(tx, 1, { id: [1, 2] }, { colour: 'green', isOpen: false }),
    ]);
    expect(await change).toEqual([0, 0, 1]);
  });

  it('must be named, or left out for a reason', async () => {
    await write(box(1), box(2, { brandId: 2 }));
    // @ts-expect-error: which brand is missing
    const nobodys = db.read((reader) => boxes.select(reader, { ownerId: 7 }));
    await expect(nobodys).rejects.toThrow();
    const due = await db.read((reader) =>
      boxes.acrossBrands('a sweeper takes what is due').select(reader, { settledAtMs: 0 }, { order: 'id' }),
    );
    expect(ids(due)).toEqual([1, 2]);
  });
});

describe('conditions', () => {
  it('are equal to a value, to one of a list of any length, or SQL', async () => {
    await write(...Array.from({ length: 5_000 }, (_, i) => box(i + 1, { colour: i % 2 ? 'red' : 'green' })));
    const every = Array.from({ length: 5_000 }, (_, i) => i + 1);
    await db.read(async (reader) => {
      const red = await boxes.select(reader, 1, { id: every, colour: 'red' }, { columns: ['id'] });
      expect(red).toHaveLength(2_500);
      expect(await boxes.count(reader, 1, { id: every })).toBe(5_000);
      expect(await boxes.sum(reader, 1, 'ownerId', { id: [1, 2] })).toBe(14);
      expect(await boxes.sum(reader, 1, 'ownerId', { id: -1 })).toBe(0);
      const last = await boxes.select(reader, 1, {}, { and: ['id > ?', 10], order: 'id DESC', limit: 2 });
      expect(ids(last)).toEqual([5_000, 4_999]);
      await expect(boxes.select(reader, 1, { id: every }, { limit: 1 })).rejects.toThrow(RangeError);
    });
    expect(await db.run('test.set', (tx) => boxes.set(tx, 1, { id: every }, { isOpen: false }))).toBe(5_000);
  });

  it('of an empty list find nothing', async () => {
    await write(box(1));
    expect(await db.read((reader) => boxes.select(reader, 1, { id: [] }))).toEqual([]);
    expect(await db.run('test.remove', (tx) => boxes.remove(tx, 1, { id: [] }))).toBe(0);
  });

  it('without a value are refused, unless only the given ones are meant', async () => {
    await write(box(1));
    const open = { id: undefined, colour: 'red' as const };
    await expect(db.read((reader) => boxes.select(reader, 1, open))).rejects.toThrow(TypeError);
    expect(await db.read((reader) => boxes.select(reader, 1, given(open)))).toHaveLength(1);
  });

  it('are looked up by the key that fits best, not by the whole brand', async () => {
    if (db.engine !== 'sqlite') return;
    const planOf = async (where: Parameters<typeof boxes.select>[2]): Promise<string> => {
      const plans: { detail: string }[] = [];
      await db.read((reader) =>
        boxes.select(
          {
            ...reader,
            dialect: reader.dialect,
            query: async (sql, values) => {
              plans.push(...(await reader.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values)));
              return [];
            },
          },
          1,
          where,
        ),
      );
      return plans.map(({ detail }) => detail).join('\n');
    };
    expect(await planOf({ ownerId: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] })).toContain(
      'ix_box (owner_id=?)',
    );
    expect(await planOf({ id: 1 })).toContain('sqlite_autoindex_box_1 (id=?)');
    expect(await planOf({ boxKey: Buffer.from('b1') })).toContain('uk_box (brand_id=? AND box_key=?)');
    expect(await planOf({ colour: 'red' })).toContain('uk_box (brand_id=?)');
  });
});

describe('inserting', () => {
  it('leaves a taken key alone, or overwrites named columns', async () => {
    const taken = await db.run('test.new', async (tx) => [
      await boxes.insertNew(tx, box(1)),
      await boxes.insertNew(tx, box(2, { boxKey: Buffer.from('b1') })),
    ]);
    expect(taken).toEqual([true, false]);
    await db.run('test.upsert', async (tx) => {
      await slots.insert(tx, [{ boxId: 1, line: 1, points: 5 }]);
      await slots.insert(tx, [{ boxId: 1, line: 1, points: 6 }], { upsert: ['points'] });
    });
    expect(await db.read((reader) => slots.one(reader, { boxId: 1, line: 1 }))).toMatchObject({ points: 6 });
  });
});

describe('locks', () => {
  it('are held as asked for', async () => {
    await write(box(1));
    for (const lock of ['update', 'share', 'skipLocked'] as const) {
      const rows = await db.run('test.lock', (tx) =>
        boxes.select(tx, 1, {}, { order: 'id', limit: 1, lock }),
      );
      expect(ids(rows)).toEqual([1]);
    }
  });
});
