import { Injectable } from '@nestjs/common';
import { dayOf, formatDay } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Findings } from './findings';
import { CHAIN_START, sha256 } from '../ledger';
import { LedgerRootsQueries, type RootRow } from './roots.queries';

/** Days of roots are UTC days: chains run across brands, and each brand has a zone of its own. */
const ZONE = 'UTC';
const ROOTS_AT_ONCE = 500;

/** Where a chain ended when a root was made: writer, sequence, hash in hex. */
type Head = readonly [writer: number, sequence: number, hash: string];

/**
 * One root a day: SHA-256 over the root before it, the day and the ends of all chains. Whoever keeps a root that was
 * published can later prove that nothing before it was changed, without trusting the database.
 */
@Injectable()
export class LedgerRoots {
  constructor(
    private readonly db: Database,
    private readonly queries: LedgerRootsQueries,
  ) {}

  /** Makes the root of today, unless there is one. @returns whether it was made now */
  async make(): Promise<boolean> {
    return this.db.run('ledger.root', async (tx) => {
      const nowMs = this.db.nowMs();
      const day = dayOf(nowMs, ZONE);
      const last = await this.queries.last(tx);
      if (last && last.day >= day) return false;
      const heads = (await this.queries.heads(tx)).map(({ writer, sequence, hash }): Head => [
        writer,
        sequence,
        hash.toString('hex'),
      ]);
      const previous = last?.root ?? CHAIN_START;
      return this.queries.insert(tx, {
        day,
        writers: heads.length,
        transactions: heads.reduce((sum, [, sequence]) => sum + sequence, 0),
        previous_root: previous,
        root: rootOf(previous, day, heads),
        heads: JSON.stringify(heads),
        made_at_ms: nowMs,
      });
    });
  }

  /** ROOT: every root follows from the one before and from chains that still end there. */
  async check(found: Findings): Promise<void> {
    let [day, previous]: [number, Buffer] = [-1, CHAIN_START];
    let before = new Map<number, number>();
    for (;;) {
      const page = await this.db.read((reader) => this.queries.after(reader, day, ROOTS_AT_ONCE));
      if (page.length === 0) return;
      for (const row of page) {
        const heads = JSON.parse(row.heads) as Head[];
        found.count(1);
        const fault = faultOf(row, heads, previous, before) ?? (await this.brokenHead(heads));
        if (fault) found.add(`root of ${formatDay(row.day)}: ${fault}`);
        // On with what is stored, so that one fault is told once.
        [day, previous] = [row.day, row.root];
        before = new Map(heads.map(([writer, sequence]) => [writer, sequence]));
      }
    }
  }

  private async brokenHead(heads: readonly Head[]): Promise<string | null> {
    return this.db.read(async (reader) => {
      for (const [writer, sequence, hash] of heads) {
        if (sequence === 0) continue;
        const stored = await this.queries.hashAt(reader, writer, sequence);
        if (stored?.toString('hex') !== hash)
          return `the chain of writer ${writer} has another hash at ${sequence}`;
      }
      return null;
    });
  }
}

function rootOf(previous: Buffer, day: number, heads: readonly Head[]): Buffer {
  const lines = heads.map(([writer, sequence, hash]) => `${writer} ${sequence} ${hash}`);
  return sha256([previous.toString('hex'), String(day), ...lines].join('\n'));
}

function faultOf(
  row: RootRow,
  heads: readonly Head[],
  previous: Buffer,
  before: ReadonlyMap<number, number>,
): string | null {
  if (!row.previous_root.equals(previous)) return 'does not follow the root before it';
  if (!rootOf(row.previous_root, row.day, heads).equals(row.root)) return 'what is stored does not give it';
  const now = new Map(heads.map(([writer, sequence]) => [writer, sequence]));
  for (const [writer, sequence] of before) {
    if ((now.get(writer) ?? -1) < sequence) return `the chain of writer ${writer} was longer the day before`;
  }
  return null;
}
