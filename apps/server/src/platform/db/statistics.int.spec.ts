import { testEngine } from '../../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { tierChanges } from '../../modules/tiers/entities';
import type { Database } from './database';

let test: TestPlatform;
let db: Database;

describe('what the planner of SQLite believes', () => {
  if (testEngine !== 'sqlite') {
    it('is told to SQLite alone: the other engines measure by themselves', () =>
      expect(testEngine).toBe('mariadb'));
    return;
  }
  beforeEach(async () => {
    test = await openTestPlatform();
    db = test.platform.db;
  });
  afterEach(() => test.close());

  const rows = <T>(sql: string): Promise<T[]> => db.read((reader) => reader.query<T>(sql));
  const ofOneCustomer = async (database: Database): Promise<string> => {
    const sql = `SELECT ${tierChanges.columns()} FROM tier_change WHERE brand_id = 1 AND customer_id = 7`;
    const plan = await database.read((reader) =>
      reader.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`),
    );
    return plan.map(({ detail }) => detail).join();
  };

  it('is told of every index that there is', async () => {
    const told = await rows<{ idx: string }>('SELECT idx FROM sqlite_stat1 ORDER BY idx');
    const made = await rows<{ idx: string }>(
      "SELECT name AS idx FROM sqlite_schema WHERE type = 'index' AND tbl_name IN (SELECT tbl FROM sqlite_stat1) ORDER BY name",
    );
    expect(told).toEqual(made);
  });

  it('finds one customer by the customer, however many the brand has', async () => {
    expect(await ofOneCustomer(db)).toContain('customer_id=?');
  });

  it('comes to a file of before when a process starts on it, and stays when somebody measures by hand', async () => {
    await db.source.query('DELETE FROM sqlite_stat1');
    const old = (await test.another()).db;
    await old.migrate();
    expect(await ofOneCustomer(old)).toContain('customer_id=?');
    await old.source.query('ANALYZE');
    await old.migrate();
    expect(await rows("SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_tier_change_customer_id_id'")).toEqual([
      { stat: '1048576 10 1 noskipscan' },
    ]);
  });

  it('is watched in every suite: a statement that walks a brand for one person fails', async () => {
    const walk = 'SELECT id FROM tier_change WHERE brand_id = ? AND +customer_id = ?';
    const text = 'SELECT id FROM tier_change INDEXED BY ix_tier_change_brand_id_recorded_at_ms';
    await expect(db.read((reader) => reader.query(walk, [1, 7]))).resolves.toEqual([]);
    await expect(
      db.read((reader) => reader.query(`${text} WHERE brand_id = ? AND customer_id = ?`, [1, 7])),
    ).rejects.toThrow('though an index finds it');
  });
});
