import { createConnection } from 'mysql2/promise';
import { openCuttingProxy, type Cut, type CuttingProxy } from '../../testing/cutting-proxy';
import { testEngine } from '../../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { openPlatform, type Platform } from '../platform';
import type { Database } from './database';

let test: TestPlatform;
let db: Database;

const balance = async (id: number): Promise<number> => {
  const rows = await db.read((reader) =>
    reader.query<{ n: number }>('SELECT n FROM purse WHERE id = ?', [id]),
  );
  return (rows[0] as { n: number }).n;
};

/** A promise and its key, to hold a transaction at a point. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

beforeAll(async () => {
  test = await openTestPlatform();
  db = test.platform.db;
  await db.source.query('CREATE TABLE purse (id bigint PRIMARY KEY NOT NULL, n bigint NOT NULL)');
});

afterAll(() => test.close());

beforeEach(async () => {
  await db.run('test.reset', async (tx) => {
    await tx.exec('DELETE FROM purse');
    await tx.exec('INSERT INTO purse (id, n) VALUES (1, 100), (2, 100)');
  });
});

// SQLite has one connection and no network: what follows cannot happen to it.
const onServerEngine =
  testEngine === 'mariadb'
    ? describe
    : (_: string, __: () => void): void =>
        it('has no server engine here', () => expect(db.engine).toBe('sqlite'));

onServerEngine('a server engine', () => {
  it('runs the whole work again after a deadlock (1213), and both get through', async () => {
    const retried: string[] = [];
    db.onRetry = (name) => retried.push(name);
    const bothHold = { first: gate(), second: gate() };
    const crossing = (
      name: string,
      a: number,
      b: number,
      mine: 'first' | 'second',
      theirs: 'first' | 'second',
    ) =>
      db.run(name, async (tx) => {
        await tx.exec('UPDATE purse SET n = n - 1 WHERE id = ?', [a]);
        bothHold[mine].open();
        await bothHold[theirs].opened;
        await tx.exec('UPDATE purse SET n = n + 1 WHERE id = ?', [b]);
      });
    await Promise.all([
      crossing('test.there', 1, 2, 'first', 'second'),
      crossing('test.back', 2, 1, 'second', 'first'),
    ]);
    expect(retried).toHaveLength(1);
    expect([await balance(1), await balance(2)]).toEqual([100, 100]);
  });

  it('runs the work again when its connection is killed before COMMIT', async () => {
    const admin = await createConnection(test.env.DATABASE_URL as string);
    let runs = 0;
    await db.run('test.killed', async (tx) => {
      runs += 1;
      await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
      if (runs > 1) return;
      const [{ id }] = (await tx.query<{ id: number }>('SELECT CONNECTION_ID() AS id')) as [{ id: number }];
      await admin.query(`KILL ${id}`);
    });
    await admin.end();
    expect(runs).toBe(2);
    expect(await balance(1)).toBe(70);
  });

  it('gives every session READ COMMITTED, strict mode and UTC, the first one too', async () => {
    const settings = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.read((reader) =>
          reader.query<{ isolation: string; mode: string; zone: string }>(
            'SELECT @@SESSION.tx_isolation AS isolation, @@SESSION.sql_mode AS mode, @@SESSION.time_zone AS zone, SLEEP(0.02) AS nap',
          ),
        ),
      ),
    );
    for (const [one] of settings) {
      expect(one?.isolation).toBe('READ-COMMITTED');
      expect(one?.mode).toContain('STRICT_ALL_TABLES');
      expect(one?.zone).toBe('+00:00');
    }
  });

  it('answers a lock that is never given with an error in time, and keeps nothing', async () => {
    const other = (await test.another()).db;
    const held = gate();
    const go = gate();
    const holding = other.run('test.hold', async (tx) => {
      await tx.exec('UPDATE purse SET n = n - 1 WHERE id = 1');
      held.open();
      await go.opened;
    });
    await held.opened;
    const waiting = db.run('test.wait', async (tx) => {
      await tx.query('SET innodb_lock_wait_timeout = 1');
      await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 2');
      await tx.exec('UPDATE purse SET n = n + 30 WHERE id = 1');
    });
    await expect(waiting).rejects.toThrow('Lock wait timeout');
    go.open();
    await holding;
    expect([await balance(1), await balance(2)]).toEqual([99, 100]);
  });

  describe('whose network fails at COMMIT', () => {
    let proxy: CuttingProxy;
    let far: Platform;

    beforeAll(async () => {
      proxy = await openCuttingProxy(test.env.DATABASE_URL as string);
      far = await openPlatform(
        { ...test.env, DATABASE_URL: proxy.url, NODE_ID: 9 },
        { tables: [], migrations: [], secret: { rows: [], lapsing: [], layered: [] } },
        {
          clock: test.clock,
        },
      );
    });

    afterAll(async () => {
      await far.db.close();
      await proxy.close();
    });

    // The caller cannot tell these two apart, and neither can we: so neither is run again (V10).
    it.each<[Cut, number]>([
      ['after commit', 70],
      ['before commit', 100],
    ])('%s: reports it and does not do it twice', async (cut, left) => {
      const cutsBefore = proxy.cuts;
      let runs = 0;
      proxy.cutAt(cut);
      const work = far.db.run('test.cut', async (tx) => {
        runs += 1;
        await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
      });
      await expect(work).rejects.toThrow();
      expect([proxy.cuts - cutsBefore, runs, await balance(1)]).toEqual([1, 1, left]);
      expect(await far.db.run('test.after', (tx) => tx.exec('UPDATE purse SET n = n + 1 WHERE id = 2'))).toBe(
        1,
      );
    });
  });
});
