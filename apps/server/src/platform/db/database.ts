import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { systemClock, type Clock } from '../clock';
import type { Env } from '../env';
import type { IdSource } from '../ids';
import { connect, SQLITE_BUSY_MS, type Schema } from './connect';
import { dialectFor, type Dialect, type Engine } from './dialect';
import { linesOf, type Line } from './line';
import { Lanes } from './lanes';
import { isConnectionLost, isRetryable } from './retryable';
import { ReadingThread } from './reading-thread';
import type { Reader, Tx } from './statements';
import { keepStatistics } from './statistics';
import { Statements } from './transaction';

export const ATTEMPTS_MAX = 3;
/** How long a write waits for another process on the same SQLite file (the command line beside the server). */
const BUSY_MS_MAX = 10_000;
const BUSY_PAUSE_MS = 5;
/** How long a second process waits for the first one to finish migrating. */
const MIGRATION_WAIT_SECONDS = 120;

/** Which transaction this asynchronous call chain is inside of; only a tripwire, never the way to find one. */
const open = new AsyncLocalStorage<string>();

/**
 * The one door to the database, on either engine. Services open transactions with `run`; everything below takes `tx`.
 * What a row needs from outside its statement, the instant and an id, is asked here or of the transaction.
 * Its invariants, DB-1 to DB-9, are in the platform's README.
 */
export class Database {
  readonly dialect: Dialect;
  private readonly line: () => Line;
  /** SQLite only: everything that touches the one connection waits for what came before. */
  private readonly own = new Turns();
  /** SQLite only: what is read apart, and whose turn it is there. */
  private readonly apart: { readonly thread: ReadingThread; readonly turns: Turns } | null;
  private readonly closers: (() => Promise<void>)[] = [];
  private readonly lanes = new Lanes();
  onRetry: (name: string) => void = () => undefined;
  /** Asked so far, without what begins and ends transactions. */
  statements = 0;
  /** Set by a process that took a node number: without one it makes no ids. */
  ids: IdSource | null = null;

  private constructor(
    readonly source: DataSource,
    readonly engine: Engine,
    private readonly clock: Clock,
    private readonly tables: Schema['tables'],
  ) {
    this.dialect = dialectFor(engine);
    this.line = linesOf(source, engine);
    const file = engine === 'sqlite' ? (source.options.database as string) : null;
    this.apart = file === null ? null : { thread: new ReadingThread(file), turns: new Turns() };
  }

  static async open(env: Env, schema: Schema, clock: Clock = systemClock): Promise<Database> {
    const { source, engine } = await connect(env, schema);
    return new Database(source, engine, clock, schema.tables);
  }

  /** The instant now, in milliseconds: the clock of the process, which tests and the demo move. */
  nowMs(): number {
    return this.clock.nowMs();
  }

  /** An id for a new row. */
  nextId(): number {
    if (!this.ids) throw new Error('This process took no node number, so it makes no ids');
    return this.ids.next();
  }

  /** Brings the schema up to date; harmless when it is, and when another process is doing the same. */
  async migrate(): Promise<void> {
    if (this.engine === 'sqlite') {
      await this.inTurn(async () => {
        await this.source.query(`PRAGMA busy_timeout = ${MIGRATION_WAIT_SECONDS * 1000}`);
        await this.source.runMigrations({ transaction: 'each' });
        await keepStatistics(this.source, this.tables);
        await this.source.query(`PRAGMA busy_timeout = ${SQLITE_BUSY_MS}`);
      });
      return;
    }
    const runner = this.source.createQueryRunner();
    try {
      // Two processes that start together would both find the same migration missing.
      const name = `${this.source.options.database as string}.migrate`.slice(-64);
      const [lock] = (await runner.query('SELECT GET_LOCK(?, ?) AS held', [
        name,
        MIGRATION_WAIT_SECONDS,
      ])) as {
        held: number;
      }[];
      if (lock?.held !== 1)
        throw new Error('Another process has been migrating for too long; look at it first.');
      await this.source.runMigrations({ transaction: 'each' });
      await runner.query('SELECT RELEASE_LOCK(?)', [name]);
    } finally {
      await runner.release();
    }
  }

  /** Whether there is such a table: before a migration there may be none. */
  async hasTable(name: string): Promise<boolean> {
    return this.inTurn(async () => {
      const runner = this.source.createQueryRunner();
      try {
        return await runner.hasTable(name);
      } finally {
        await runner.release();
      }
    });
  }

  /** Names of migrations that this build brings and the database has not seen. */
  async hasPendingMigrations(): Promise<boolean> {
    return this.inTurn(() => this.source.showMigrations());
  }

  /**
   * Runs `work` in one transaction and commits it. `work` may run up to three times, so it does nothing but SQL.
   * What it left for the end (`tx.beforeCommit`) runs before the commit and belongs to it.
   * A refusal is returned as a value; when anything was written before it, throw instead so that nothing is kept.
   */
  async run<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = open.getStore();
    if (outer)
      throw new Error(`${name} opened inside ${outer}: pass tx instead of opening a second transaction`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { value, tx } = await this.inTurn(() => this.attempt(name, work));
        tx.followUp();
        return value;
      } catch (error) {
        if (!isRetryable(error) || attempt === ATTEMPTS_MAX) throw error;
        this.onRetry(name);
        // A short uneven pause, so that two transactions that met do not meet again at once.
        await pause(attempt * 5 + (process.hrtime()[1] % 10));
      }
    }
  }

  /** Reads outside a transaction: each statement sees what is committed when it runs. */
  async read<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.reading(null, work);
  }

  /** Reads that must agree with each other: all of them see what was committed before the first. */
  async readAtOnce<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.reading(this.snapshot(), work);
  }

  /**
   * As `read`, of walks over everything: on SQLite they have a thread and a connection of their own, so that traffic waits
   * for none of their statements. They see what is committed, by this process too.
   */
  async readApart<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.reading(null, work, this.apart);
  }

  /** As `readAtOnce`, apart. */
  async readApartAtOnce<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.reading(this.snapshot(), work, this.apart);
  }

  /**
   * SQLite: writes what stands in its log into the file and empties the log, where rows that were deleted stand as they
   * were. Another process that reads just now prevents it; housekeeping asks again.
   * @returns whether nothing is left in the log; true on engines whose log is not a file of ours
   */
  async emptyLog(): Promise<boolean> {
    if (this.engine !== 'sqlite') return true;
    const [{ busy = 1 } = {}] = (await this.inTurn(() =>
      this.source.query('PRAGMA wal_checkpoint(TRUNCATE)'),
    )) as { busy?: number }[];
    return busy === 0;
  }

  /** Whatever was opened on this database's behalf is closed after it. */
  closeWith(closer: () => Promise<void>): void {
    this.closers.push(closer);
  }

  /** Closes the connections; a second call finds nothing to do. */
  async close(): Promise<void> {
    if (!this.source.isInitialized) return;
    await this.apart?.thread.close();
    await this.inTurn(() => this.source.destroy());
    for (const close of this.closers) await close();
  }

  /** Only we use SQLite's connection, but another process (the command line) may commit between two statements. */
  private snapshot(): string {
    return this.engine === 'sqlite' ? 'BEGIN' : 'START TRANSACTION WITH CONSISTENT SNAPSHOT';
  }

  private async reading<T>(
    begin: string | null,
    work: (reader: Reader) => Promise<T>,
    apart: Database['apart'] = null,
  ): Promise<T> {
    const outer = open.getStore();
    if (outer) throw new Error(`A read was opened inside ${outer}: read through its tx`);
    const read = async (): Promise<T> => {
      const line = apart?.thread ?? this.line();
      const reader = new Statements(line, this.dialect, false, this);
      try {
        if (begin !== null && this.engine !== 'sqlite')
          await line.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        if (begin !== null) await line.query(begin);
        return await open.run('a read', () => work(reader));
      } finally {
        reader.end();
        line.release(begin !== null && (await isBeyondUndo(line)));
      }
    };
    return apart ? apart.turns.take(read) : this.inTurn(read);
  }

  private async attempt<T>(
    name: string,
    work: (tx: Tx) => Promise<T>,
  ): Promise<{ value: T; tx: Statements }> {
    const line = this.line();
    const tx = new Statements(line, this.dialect, true, this);
    try {
      await this.begin(line);
      // With the connection, so that there are no more lanes than connections.
      tx.lane = this.lanes.take();
      const value = await open.run(name, async () => {
        const answer = await work(tx);
        tx.refuseAfterFault();
        await tx.runLastSteps();
        return answer;
      });
      tx.refuseAfterFault();
      tx.end();
      await line.query('COMMIT');
      line.release();
      return { value, tx };
    } catch (error) {
      tx.end();
      line.release(await isBeyondUndo(line, error));
      throw error;
    } finally {
      this.lanes.giveBack(tx.lane);
    }
  }

  /**
   * SQLite: the write lock is taken at once, because a transaction that reads first and only then finds another
   * process writing could but start over; and it is waited for here, because SQLite's own waiting stops the process.
   */
  private async begin(line: Line): Promise<void> {
    if (this.engine !== 'sqlite') return void (await line.query('START TRANSACTION'));
    for (let waitedMs = 0; ; waitedMs += BUSY_PAUSE_MS) {
      try {
        return void (await line.query('BEGIN IMMEDIATE'));
      } catch (error) {
        if (!isRetryable(error) || waitedMs > BUSY_MS_MAX) throw error;
        await pause(BUSY_PAUSE_MS);
      }
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.engine === 'sqlite' ? this.own.take(work) : work();
  }
}

/** Whoever uses something that serves one at a time waits for what came before. */
class Turns {
  private tail: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.tail.then(work);
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}

/**
 * Rolls back. @returns true for a connection that could not: given back to the pool it would carry the half-done
 * transaction into the next one, whose START TRANSACTION commits it, so it is closed
 */
async function isBeyondUndo(line: Line, cause?: unknown): Promise<boolean> {
  // The first error is the one to report.
  if (isConnectionLost(cause)) return true;
  return line.query('ROLLBACK').then(
    () => false,
    () => true,
  );
}
