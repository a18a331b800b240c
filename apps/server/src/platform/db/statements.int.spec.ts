import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import type { Database } from './database';
import { insertRows, queryIn, type Value } from './statements';

let test: TestPlatform;
let db: Database;

beforeAll(async () => {
  test = await openTestPlatform();
  db = test.platform.db;
  const bytes = db.engine === 'sqlite' ? 'blob' : 'varbinary(8)';
  await db.source.query(
    `CREATE TABLE thing (id bigint PRIMARY KEY NOT NULL, code ${bytes} NOT NULL, n bigint NOT NULL, note varchar(16) NULL)`,
  );
  await db.source.query('CREATE UNIQUE INDEX uk_thing ON thing (code)');
});

afterAll(() => test.close());

beforeEach(() => db.run('test.reset', (tx) => tx.exec('DELETE FROM thing')));

const COLUMNS = ['id', 'code', 'n', 'note'];
const thing = (id: number, n = 0): Value[] => [id, Buffer.from(`c${id}`), n, null];
const things = (): Promise<{ id: number; code: Buffer; n: number; note: string | null }[]> =>
  db.read((reader) => reader.query('SELECT id, code, n, note FROM thing ORDER BY id'));
const write = (rows: Value[][], options = {}): Promise<number> =>
  db.run('test.write', (tx) => insertRows(tx, 'thing', COLUMNS, rows, options));

// The same claims on both engines: that is what lets every store be written once.
describe('values', () => {
  it('come back as they went in: bytes, large integers, NULL, text of any script', async () => {
    const code = Buffer.from([0, 1, 254, 255, 0]);
    await write([[2 ** 52 + 1, code, Number.MAX_SAFE_INTEGER, '留量 💚 é']]);
    const [row] = await things();
    expect(row).toMatchObject({ id: 2 ** 52 + 1, n: Number.MAX_SAFE_INTEGER, note: '留量 💚 é' });
    expect(Buffer.isBuffer(row?.code)).toBe(true);
    expect(row?.code.equals(code)).toBe(true);
  });

  it('come back also when they are no bytes at all, and when they are asked for alone', async () => {
    await write([[1, Buffer.alloc(0), 0, null]]);
    expect((await things())[0]?.code).toEqual(Buffer.alloc(0));
    const alone = await db.read((reader) =>
      reader.query('SELECT id FROM thing WHERE code = ?', [Buffer.from('nobody')]),
    );
    expect(alone).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['an infinite number', Number.POSITIVE_INFINITY],
    ['a boolean', true],
    ['an object', { id: 1 }],
    ['a list', [1]],
    ['text with a NUL byte', 'a\0b'],
  ])('%s is refused before it reaches the driver', async (_, value) => {
    await expect(write([[1, Buffer.from('x'), value as Value, null]])).rejects.toThrow(TypeError);
    expect(await things()).toEqual([]);
  });

  it('never appear in the message of a refusal', async () => {
    const work = write([[1, Buffer.from('x'), 0, '13900001234\0']]);
    await expect(work).rejects.not.toThrow('13900001234');
  });
});

describe('insertRows', () => {
  it('writes any number of rows, and tells how many', async () => {
    expect(await write(Array.from({ length: 1_234 }, (_, i) => thing(i + 1)))).toBe(1_234);
    expect(await things()).toHaveLength(1_234);
  });

  it('with ignore, leaves taken keys alone and counts the new ones', async () => {
    await write([thing(1, 10)]);
    expect(await write([thing(1, 99), thing(2), [3, Buffer.from('c1'), 0, null]], { ignore: true })).toBe(1);
    expect((await things()).map(({ id, n }) => [id, n])).toEqual([
      [1, 10],
      [2, 0],
    ]);
    expect(await write([thing(2)], { ignore: true })).toBe(0);
  });

  it('with ignore, still refuses a value that is missing', async () => {
    await expect(write([[1, Buffer.from('x'), null, null]], { ignore: true })).rejects.toThrow();
    expect(await things()).toEqual([]);
  });

  it('with ignore, never cuts a value to make it fit: cut keys would collide', async () => {
    const long = [[1, Buffer.from('123456789'), 0, null]];
    if (db.engine === 'sqlite') expect(await write(long, { ignore: true })).toBe(1);
    else {
      await expect(write(long, { ignore: true })).rejects.toThrow('INSERT IGNORE changed a value');
      await expect(write([thing(1), thing(1), ...long], { ignore: true })).rejects.toThrow('INSERT IGNORE');
      expect(await things()).toEqual([]);
    }
  });
});

describe('the dialect', () => {
  it('overwrites the named columns of a taken key', async () => {
    await write([thing(1, 10)]);
    await write([[1, Buffer.from('new'), 77, 'kept out']], { tail: db.dialect.upsert(['id'], ['n']) });
    expect(await things()).toEqual([{ id: 1, code: Buffer.from('c1'), n: 77, note: null }]);
  });

  it('combines what is there with what comes, by sum, larger and smaller', async () => {
    const { upsertWith, fresh, greatest, least } = db.dialect;
    await write([thing(1, 10), thing(2, 10), thing(3, 10)]);
    const combine = (id: number, n: number, expression: string): Promise<number> =>
      write([thing(id, n)], { tail: upsertWith(['id'], { n: expression }) });
    await combine(1, 5, `thing.n + ${fresh('n')}`);
    await combine(2, 5, greatest('thing.n', fresh('n')));
    await combine(3, 5, least('thing.n', fresh('n')));
    expect((await things()).map(({ n }) => n)).toEqual([15, 10, 5]);
  });

  it('reads under each of its locks', async () => {
    await write([thing(1), thing(2)]);
    const { forUpdate, forShare, forUpdateSkipLocked } = db.dialect;
    for (const lock of [forUpdate, forShare, forUpdateSkipLocked]) {
      const rows = await db.run('test.lock', (tx) =>
        tx.query(`SELECT id FROM thing ORDER BY id LIMIT 1${lock}`),
      );
      expect(rows).toHaveLength(1);
    }
  });

  it('counts the rows that an update matched, changed or not', async () => {
    await write([thing(1, 5), thing(2, 6)]);
    expect(await db.run('test.same', (tx) => tx.exec('UPDATE thing SET n = 5'))).toBe(2);
  });
});

describe('queryIn', () => {
  it('asks for any number of values, with parameters before and after', async () => {
    await write(Array.from({ length: 3_000 }, (_, i) => thing(i + 1, i % 2)));
    const ids = Array.from({ length: 5_000 }, (_, i) => i + 1);
    const found = await db.read((reader) =>
      queryIn<{ id: number }>(
        reader,
        ids,
        (list) => `SELECT id FROM thing WHERE n = ? AND id IN (${list}) AND id <= ?`,
        [1],
        [2_500],
      ),
    );
    expect(found).toHaveLength(1_250);
  });

  it('asks nothing for nothing', async () => {
    expect(await db.read((reader) => queryIn(reader, [], () => 'not even SQL'))).toEqual([]);
  });
});
