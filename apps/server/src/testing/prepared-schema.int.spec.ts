import { createConnection } from 'mysql2/promise';
import { migratePlatform } from '../platform/platform';
import { statementsOf } from './prepared-schema';
import { openTestPlatform, type TestPlatform } from './test-platform';

/** Everything that is in a database: how tables, indexes and triggers were made, and every row. */
async function pictureOf({ env, platform }: TestPlatform): Promise<unknown> {
  if (env.DATABASE_URL) {
    const connection = await createConnection(env.DATABASE_URL);
    const [made] = await connection.query('SELECT @@character_set_database, @@collation_database');
    const statements = await statementsOf(connection);
    await connection.end();
    return [made, statements];
  }
  const query = (sql: string): Promise<Record<string, unknown>[]> => platform.db.source.query(sql);
  const parts = await query('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name');
  const rows = [];
  for (const { type, name } of parts) if (type === 'table') rows.push(await query(`SELECT * FROM ${name}`));
  return [parts, rows, await query('PRAGMA encoding'), await query('PRAGMA journal_mode')];
}

describe('the schema that suites start from', () => {
  let migrated: TestPlatform;
  let prepared: TestPlatform;
  let wasBehind = true;

  beforeAll(async () => {
    migrated = await openTestPlatform({ migrates: true });
    await (await openTestPlatform()).close(); // Makes the template where there is none yet.
    prepared = await openTestPlatform();
    wasBehind = await prepared.platform.db.hasPendingMigrations();
    // Which writes down whose secret it is, as the migrated one has it.
    await migratePlatform(prepared.platform);
  });

  afterAll(async () => {
    await migrated.close();
    await prepared.close();
  });

  it('is what the migrations make, to the last trigger and row', async () => {
    expect(await pictureOf(prepared)).toEqual(await pictureOf(migrated));
    expect(wasBehind).toBe(false);
  });

  it('is compared closely enough: one trigger or one index less is seen', async () => {
    const { source, engine } = prepared.platform.db;
    const whole = await pictureOf(migrated);
    await source.query('DROP TRIGGER ledger_entry_no_update');
    expect(await pictureOf(prepared)).not.toEqual(whole);
    await source.query(
      engine === 'sqlite' ? 'DROP INDEX uk_brand_code' : 'DROP INDEX uk_brand_code ON brand',
    );
    expect(JSON.stringify(await pictureOf(prepared))).not.toContain('uk_brand_code');
  });
});
