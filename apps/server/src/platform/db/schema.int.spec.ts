import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import type { Database } from './database';
import { mysql } from './migrations/0001-first-path/mysql';
import { insertRows } from './statements';
import { pendingStatements } from './write-migration';

let test: TestPlatform;
let db: Database;

beforeEach(async () => {
  test = await openTestPlatform({ migrates: true });
  db = test.platform.db;
});

afterEach(() => test.close());

describe('the migrated schema', () => {
  it('is the schema that the tables describe, with nothing left to do', async () => {
    expect(await pendingStatements(db.source)).toEqual([]);
    expect(await db.hasPendingMigrations()).toBe(false);
  });

  it('is told apart from one with a column more', async () => {
    await db.source.query('ALTER TABLE brand ADD COLUMN planted bigint');
    expect(await pendingStatements(db.source)).not.toEqual([]);
  });

  it('is told apart from one with an index less', async () => {
    const name = 'uk_brand_code';
    await db.source.query(db.engine === 'sqlite' ? `DROP INDEX ${name}` : `DROP INDEX ${name} ON brand`);
    expect((await pendingStatements(db.source)).join('\n')).toContain(name);
  });

  it('is not touched by migrating again, also from two processes at once', async () => {
    const other = (await test.another()).db;
    await Promise.all([db.migrate(), other.migrate(), db.migrate()]);
    expect(await pendingStatements(db.source)).toEqual([]);
  });

  it('is completed when a migration was killed half way', async () => {
    if (db.engine === 'sqlite') return expect(mysql.length).toBeGreaterThan(0); // one transaction there
    await db.source.query('DROP TRIGGER audit_log_no_delete');
    await db.source.query('DROP TABLE touch');
    await db.source.query('DELETE FROM schema_migration');
    expect(await db.hasPendingMigrations()).toBe(true);
    await db.migrate();
    expect(await pendingStatements(db.source)).toEqual([]);
  });
});

describe('rows that are only ever inserted (INV-6)', () => {
  it.each(['ledger_transaction', 'ledger_entry', 'audit_log', 'consent'])(
    '%s refuses UPDATE and DELETE',
    async (table) => {
      const columns = db.source.getMetadata(table).columns;
      const row = columns.map(({ type }) => (/int/.test(String(type)) ? 1 : Buffer.from('x')));
      const column = columns[0]?.databaseName;
      await db.run('test.add', (tx) =>
        insertRows(
          tx,
          table,
          columns.map(({ databaseName }) => databaseName),
          [row],
        ),
      );
      for (const statement of [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`]) {
        const tampering = db.run('test.tamper', (tx) => tx.exec(statement));
        await expect(tampering).rejects.toThrow(`${table} rows are never changed`);
      }
    },
  );
});
