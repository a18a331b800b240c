import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { c } from './columns';
import { KeyedRows } from './keyed-rows';
import { table, type NewRowOf } from './table';

const parcels = table(
  'parcel',
  { id: c.id(), brandId: c.ref(), parcelKey: c.bytes(16), contentHash: c.bytes(16) },
  { unique: [['brandId', 'parcelKey']] },
);
const keyed = new KeyedRows(parcels, 'parcelKey');

type Parcel = NewRowOf<typeof parcels>;
const parcel = (id: number, key: string, content: string): Parcel => ({
  id,
  brandId: 1,
  parcelKey: Buffer.from(key),
  contentHash: Buffer.from(content),
});

let test: TestPlatform;

beforeAll(async () => {
  test = await openTestPlatform();
  const { db } = test.platform;
  const isSqlite = db.engine === 'sqlite';
  const bytes = isSqlite ? 'blob' : 'varbinary(16)';
  await db.source.query(
    `CREATE TABLE parcel (id bigint PRIMARY KEY NOT NULL, brand_id bigint NOT NULL, parcel_key ${bytes} NOT NULL,
      content_hash ${bytes} NOT NULL${isSqlite ? '' : ', place int NOT NULL AUTO_INCREMENT UNIQUE'})`,
  );
  await db.source.query('CREATE UNIQUE INDEX uk_parcel ON parcel (brand_id, parcel_key)');
});

afterAll(() => test.close());

beforeEach(() => test.platform.db.run('test.reset', (tx) => tx.exec('DELETE FROM parcel')));

const add = (rows: readonly Parcel[]) => test.platform.db.run('test.add', (tx) => keyed.add(tx, 1, rows));

describe('keyed rows', () => {
  it.each`
    stored            | batch                       | verdicts
    ${[]}             | ${['k1', 'k2']}             | ${['new', 'new']}
    ${[]}             | ${['k1', 'k1']}             | ${['new', 'duplicate']}
    ${[]}             | ${['k1', 'k1 changed']}     | ${['new', 'conflict']}
    ${['k1']}         | ${['k1', 'k2', 'k1']}       | ${['duplicate', 'new', 'duplicate']}
    ${['k1 changed']} | ${['k1', 'k1 changed']}     | ${['conflict', 'duplicate']}
    ${[]}             | ${['k1', 'K1', 'k1\u0301']} | ${['new', 'new', 'new']}
  `(
    'are $verdicts for $batch when $stored is there, before and after',
    async ({ stored, batch, verdicts }) => {
      let nextId = 1;
      const rowsOf = (texts: string[]): Parcel[] =>
        texts.map((text) => parcel((nextId += 1), text.split(' ')[0] as string, text));
      await add(rowsOf(stored));
      const rows = rowsOf(batch);
      expect(await test.platform.db.read((reader) => keyed.judge(reader, 1, rows))).toEqual(verdicts);
      expect(await add(rows)).toEqual(verdicts);
    },
  );

  it('say so when one vanishes because its id was taken', async () => {
    await add([parcel(1, 'a', '')]);
    await expect(add([parcel(1, 'b', '')])).rejects.toThrow('NODE_ID');
  });

  it('are written in key order, so that two batches with the same keys cannot lock each other out', async () => {
    await add([parcel(1, 'b', ''), parcel(2, 'c', ''), parcel(3, 'a', '')]);
    const place = test.platform.db.engine === 'sqlite' ? 'rowid' : 'place';
    const sql = `SELECT parcel_key AS parcelKey FROM parcel ORDER BY ${place}`;
    const rows = await test.platform.db.read((reader) => parcels.query(reader, sql));
    expect(rows.map((row) => row.parcelKey.toString())).toEqual(['a', 'b', 'c']);
  });
});
