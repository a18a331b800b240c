import { BeforeCommit, type Step } from './before-commit';
import type { Dialect } from './dialect';
import type { Line } from './line';
import type { Tx, Value } from './statements';

/** What mysql2 says about a statement that wrote; SQLite has no such thing. */
interface WriteHeader {
  readonly affectedRows: number;
  readonly warningStatus: number;
  /** `Records: 3  Duplicates: 1  Warnings: 1` for statements of several rows, else empty. */
  readonly info: string;
}

/** Of a read, and of a transaction that waits for its connection. */
export const NO_LANE = -1;

/** Statements on one connection, from the start of a transaction or read until `end`. */
export class Statements implements Tx {
  lane = NO_LANE;
  private hasEnded = false;
  /** The first statement that failed. An engine may keep what came before it, so nothing may be committed after it. */
  private fault: unknown = null;
  private readonly lastSteps = new BeforeCommit();
  private readonly followUps: (() => void)[] = [];

  constructor(
    private readonly line: Line,
    readonly dialect: Dialect,
    readonly mayWrite: boolean,
    private readonly given: { nowMs(): number; nextId(): number; statements: number },
  ) {}

  nowMs(): number {
    return this.given.nowMs();
  }

  nextId(): number {
    return this.given.nextId();
  }

  async query<T>(sql: string, parameters: readonly Value[] = []): Promise<T[]> {
    this.check(sql, parameters);
    try {
      return (await this.line.query(sql, parameters)) as T[];
    } catch (error) {
      this.fault ??= error;
      throw error;
    }
  }

  async exec(sql: string, parameters: readonly Value[] = []): Promise<number> {
    this.check(sql, parameters);
    try {
      const { affected, raw } = await this.line.exec(sql, parameters);
      if (sql.startsWith('INSERT IGNORE')) refuseMendedRows(raw as WriteHeader);
      return affected;
    } catch (error) {
      this.fault ??= error;
      throw error;
    }
  }

  beforeCommit(step: Step, key: string, work: () => Promise<void>): void {
    if (this.hasEnded) throw new Error(`${key} came after its transaction`);
    this.lastSteps.add(step, key, work);
  }

  /** Does what waited for the end of the work. */
  runLastSteps(): Promise<void> {
    return this.lastSteps.run();
  }

  afterCommit(work: () => void): void {
    this.followUps.push(work);
  }

  /** Closes the door behind the work: a statement that nobody waited for must not run in somebody else's turn. */
  end(): void {
    this.hasEnded = true;
  }

  /** Does what waited for the commit. */
  followUp(): void {
    for (const work of this.followUps) work();
  }

  /** @throws the error of a statement that failed, also when the work caught it and went on (acceptance V2). */
  refuseAfterFault(): void {
    if (this.fault !== null) throw this.fault;
  }

  /** Counts the statement as well. */
  private check(sql: string, parameters: readonly Value[]): void {
    if (this.hasEnded) throw new Error(`A statement came after its transaction: ${sql.slice(0, 60)}`);
    // By index: an iterator over the values of a thousand rows is a thousand times as many objects.
    for (let i = 0; i < parameters.length; i += 1) {
      if (!isBindable(parameters[i])) throw new TypeError(faultOf(parameters[i], sql));
    }
    this.given.statements += 1;
  }
}

/**
 * INSERT IGNORE forgives more than taken keys: too long a value is cut, a missing one made up, each with a warning.
 * Cut keys collide, so any warning beyond one per row that was passed over undoes the transaction.
 */
function refuseMendedRows({ affectedRows, warningStatus, info }: WriteHeader): void {
  const duplicates = info ? Number(/Duplicates: (\d+)/.exec(info)?.[1] ?? 0) : 1 - affectedRows;
  if (warningStatus > duplicates)
    throw new Error('INSERT IGNORE changed a value to make it fit: check lengths before writing');
}

/**
 * The last fence before the drivers. mysql2 would take an object for a list of assignments and `true` for 1; libsql
 * takes NaN for NULL and keeps of a text with a NUL byte the part before it.
 */
function isBindable(value: unknown): value is Value {
  switch (typeof value) {
    case 'string':
      return !value.includes('\0');
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null || Buffer.isBuffer(value);
  }
}

/** Names the kind of the value, never the value: it may be personal. */
const faultOf = (value: unknown, sql: string): string =>
  `A parameter of kind ${typeof value} cannot be stored as it is: ${sql.slice(0, 60)}`;
