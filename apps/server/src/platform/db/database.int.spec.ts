import { readdirSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { testEngine } from '../../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import type { Database } from './database';
import { RunAgain } from './run-again';
import type { Reader, Tx } from './statements';

let test: TestPlatform;
let db: Database;

const balanceOf = async (reader: Reader, id: number): Promise<number> =>
  ((await reader.query<{ n: number }>('SELECT n FROM purse WHERE id = ?', [id]))[0] as { n: number }).n;

const balance = (id: number): Promise<number> => db.read((reader) => balanceOf(reader, id));

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

describe('a unit of work', () => {
  it('keeps everything when the work ends', async () => {
    const answer = await db.run('test.move', async (tx) => {
      await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
      await tx.exec('UPDATE purse SET n = n + 30 WHERE id = 2');
      return 'moved';
    });
    expect([answer, await balance(1), await balance(2)]).toEqual(['moved', 70, 130]);
  });

  it('keeps nothing when the work throws', async () => {
    const work = db.run('test.move', async (tx) => {
      await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await balance(1)).toBe(100);
  });

  it('keeps nothing after a failed statement, even when the work caught it and went on (V2)', async () => {
    const work = db.run('test.careless', async (tx) => {
      await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
      await tx.exec('INSERT INTO purse (id, n) VALUES (2, 0)').catch(() => 0);
      return 'as if nothing had happened';
    });
    await expect(work).rejects.toThrow(/UNIQUE|Duplicate/);
    expect(await balance(1)).toBe(100);
  });

  it('refuses another unit of work, and a read, inside it', async () => {
    const nested = db.run('test.outer', () => db.run('test.inner', async () => 1));
    await expect(nested).rejects.toThrow('test.inner opened inside test.outer');
    const read = db.run('test.outer', () => db.read(async () => 1));
    await expect(read).rejects.toThrow('inside test.outer');
    expect(await db.run('test.after', async () => 'still works')).toBe('still works');
  });

  it('refuses a statement that comes after its end', async () => {
    let late = (): Promise<number> => Promise.resolve(0);
    await db.run('test.forgotten', async (tx) => {
      late = () => tx.exec('UPDATE purse SET n = 0');
    });
    await expect(late()).rejects.toThrow('after its transaction');
    expect(await balance(1)).toBe(100);
  });

  it('tells what waited for the commit, and only then', async () => {
    const told: string[] = [];
    await db.run('test.kept', async (tx) => {
      tx.afterCommit(() => told.push('kept'));
      expect(told).toEqual([]);
    });
    await db
      .run('test.lost', async (tx) => {
        tx.afterCommit(() => told.push('lost'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(told).toEqual(['kept']);
  });

  it('does what waited for its end once per key, in the order of the steps, and commits it', async () => {
    const done: string[] = [];
    await db.run('test.ending', async (tx) => {
      const note = (step: string) => (): Promise<void> => Promise.resolve(void done.push(step));
      tx.beforeCommit('announce', 'say', note('announce'));
      tx.beforeCommit('tiers', 'level', note('tiers'));
      tx.beforeCommit('facts', 'fold', async () => {
        done.push('facts');
        await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
        tx.beforeCommit('points', 'post', async () => {
          await note('points')();
          tx.beforeCommit('tiers', 'level', note('never'));
          tx.beforeCommit('points', 'more', note('more points'));
        });
      });
      tx.beforeCommit('facts', 'fold', note('never'));
      done.push('work');
    });
    expect(done).toEqual(['work', 'facts', 'points', 'more points', 'tiers', 'announce']);
    expect(await balance(1)).toBe(70);
  });

  it('keeps nothing when what waited for its end fails', async () => {
    const work = db.run('test.ending', async (tx) => {
      tx.beforeCommit('tiers', 'level', () => Promise.reject(new Error('no level')));
      await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
    });
    await expect(work).rejects.toThrow('no level');
    expect(await balance(1)).toBe(100);
  });

  it('begins a new attempt without what waited for the end of the one before', async () => {
    const done: string[] = [];
    await db.run('test.ending', async (tx) => {
      const attempt = done.push('attempt');
      tx.beforeCommit('points', `post ${attempt}`, () => {
        done.push(`post ${attempt}`);
        return attempt === 1 ? Promise.reject(new RunAgain('once more')) : Promise.resolve();
      });
    });
    expect(done).toEqual(['attempt', 'post 1', 'attempt', 'post 3']);
  });

  it('takes no step back, none after the last, and no work that asks for itself for ever', async () => {
    const back = db.run('test.back', (tx) => {
      tx.beforeCommit('tiers', 'level', () => {
        tx.beforeCommit('points', 'post', () => Promise.resolve());
        return Promise.resolve();
      });
      return Promise.resolve();
    });
    await expect(back).rejects.toThrow('post asks for the step "points", which is over');
    let ended: Tx | undefined;
    await db.run('test.late', (tx) => Promise.resolve((ended = tx)));
    expect(() => ended?.beforeCommit('announce', 'say', () => Promise.resolve())).toThrow('say came after');
    const circle = db.run('test.circle', (tx) => {
      const again = (): Promise<void> => Promise.resolve(tx.beforeCommit('tiers', 'level', again));
      return again();
    });
    await expect(circle).rejects.toThrow('level asks for itself again and again');
  });

  it('shows nobody a half-done transaction', async () => {
    const half = gate();
    const go = gate();
    const moving = db.run('test.move', async (tx) => {
      await tx.exec('UPDATE purse SET n = n - 30 WHERE id = 1');
      half.open();
      await go.opened;
      await tx.exec('UPDATE purse SET n = n + 30 WHERE id = 2');
    });
    await half.opened;
    const sums = [0, 1, 2].map(() =>
      db.read(async (reader) => {
        const [row] = await reader.query<{ sum: number }>('SELECT CAST(SUM(n) AS SIGNED) AS sum FROM purse');
        return row?.sum;
      }),
    );
    go.open();
    await moving;
    expect(new Set(await Promise.all(sums))).toEqual(new Set([200]));
  });

  it('reads at once what was committed at one moment, while another process writes', async () => {
    const other = (await test.another()).db;
    const begun = gate();
    const written = gate();
    const reading = db.readAtOnce(async (reader) => {
      const first = await balanceOf(reader, 1);
      begun.open();
      await written.opened;
      return first + (await balanceOf(reader, 2));
    });
    await begun.opened;
    await other.run('test.move', async (tx) => {
      await tx.exec('UPDATE purse SET n = n - 50 WHERE id = 1');
      await tx.exec('UPDATE purse SET n = n + 50 WHERE id = 2');
    });
    written.open();
    expect(await reading).toBe(200);
    expect(await balance(2)).toBe(150);
  });
});

describe('a read apart', () => {
  it('sees what is committed, in every type of value, and in parts', async () => {
    const numbers = Array.from({ length: 1_201 }, (_, i) => `(${i + 10}, ${i})`).join(',');
    await db.run('test.many', (tx) => tx.exec(`INSERT INTO purse (id, n) VALUES ${numbers}`));
    const rows = await db.readApart((reader) =>
      reader.query<{ id: number; n: number }>('SELECT id, n FROM purse WHERE id >= ? ORDER BY id', [10]),
    );
    expect(rows).toHaveLength(1_201);
    expect(rows.at(-1)).toEqual({ id: 1_210, n: 1_200 });
    const bytes = Buffer.from([0, 255, 7]);
    const sql = "SELECT ? AS bytes, 'text' AS words, NULL AS missing, 9007199254740991 AS large";
    const asked = (reader: Reader) => reader.query<Record<string, unknown>>(sql, [bytes]);
    const [apart, own] = [await db.readApart(asked), await db.read(asked)];
    expect(apart).toEqual(own);
    expect(Buffer.isBuffer(apart[0]?.['bytes'])).toBe(true);
  });

  it('goes on while a transaction of the process is under way, and sees nothing of it', async () => {
    const [inside, end] = [gate(), gate()];
    const work = db.run('test.slow', async (tx) => {
      await tx.exec('UPDATE purse SET n = 1 WHERE id = 1');
      inside.open();
      await end.opened;
    });
    await inside.opened;
    expect(await db.readApart((reader) => balanceOf(reader, 1))).toBe(100);
    end.open();
    await work;
    expect(await db.readApart((reader) => balanceOf(reader, 1))).toBe(1);
  });

  it('reads one moment, tells what went wrong, and writes nothing', async () => {
    const [begun, written] = [gate(), gate()];
    const reading = db.readApartAtOnce(async (reader) => {
      const before = await balanceOf(reader, 1);
      begun.open();
      await written.opened;
      return [before, await balanceOf(reader, 1)];
    });
    await begun.opened;
    await db.run('test.beside', (tx) => tx.exec('UPDATE purse SET n = 1 WHERE id = 1'));
    written.open();
    expect(await reading).toEqual([100, 100]);
    await expect(db.readApart((reader) => reader.query('SELECT nothing FROM nowhere'))).rejects.toThrow();
    expect(await db.readApart((reader) => balanceOf(reader, 1))).toBe(1);
  });

  if (testEngine === 'sqlite') {
    it('sorts what is long in a file, which has no name any more, instead of in memory', async () => {
      const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)';
      const sql = `${numbers} SELECT i FROM n GROUP BY i * 7919 % 200003 HAVING COUNT(*) > 1`;
      let isOver = false;
      const sorting = db.readApart((reader) => reader.query(sql)).finally(() => (isOver = true));
      const seen = new Set<string>();
      while (!isOver) {
        for (const file of openFiles()) if (file.includes('etilqs_')) seen.add(file);
        await setImmediate();
      }
      await sorting;
      expect([...seen]).toEqual(expect.arrayContaining([expect.stringMatching(/ \(deleted\)$/)]));
    });
  }
});

/** Files that this process has open, as the system names them. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return []; // Closed since.
    }
  });
}

describe('money under contention (V1)', () => {
  it('is spent once, however many spend it: the condition is part of the update', async () => {
    const other = (await test.another()).db;
    const spends = Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? db : other).run('test.spend', (tx) =>
        tx.exec('UPDATE purse SET n = n - 80 WHERE id = 1 AND n >= 80'),
      ),
    );
    const changed = await Promise.all(spends);
    expect(changed.reduce((a, b) => a + b, 0)).toBe(1);
    expect(await balance(1)).toBe(20);
  });

  it('adds up when everybody only changes it', async () => {
    const other = (await test.another()).db;
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 ? db : other).run('test.add', (tx) => tx.exec('UPDATE purse SET n = n + 1 WHERE id = 2')),
      ),
    );
    expect(await balance(2)).toBe(140);
  });
});
