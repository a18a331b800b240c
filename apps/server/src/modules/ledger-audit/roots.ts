import { Injectable } from '@nestjs/common';
import { dayOf, formatDay } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { RowOf } from '../../platform/db/table';
import type { Findings } from './findings';
import { CHAIN_START, ledgerTransactions, ledgerWriters, sha256 } from '../ledger';
import { auditRuns, ledgerRoots } from './entities';
import type { ChainEnd } from './history';

/** Days of roots are UTC days: chains run across brands, and each brand has a zone of its own. */
const ZONE = 'UTC';
const ROOTS_AT_ONCE = 500;
const everyTransaction = ledgerTransactions.acrossBrands('chains run across brands');

/** Where a chain ended when a root was made: writer, sequence, hash in hex. */
type Head = readonly [writer: number, sequence: number, hash: string];

/** Everything that the root of a day covers, proved by an audit that found nothing. */
export interface Proven {
  readonly day: number;
  readonly ends: ReadonlyMap<number, ChainEnd>;
}

/** So long after an audit that read everything the next one reads everything again. */
const WHOLE_EVERY_MS = 7 * 86_400_000;
const everyRun = auditRuns.acrossBrands('runs over everything are of no brand');

/**
 * One root a day: SHA-256 over the root before it, the day and the ends of all chains. Whoever keeps a root that was
 * published can later prove that nothing before it was changed, without trusting the database.
 */
@Injectable()
export class LedgerRoots {
  constructor(private readonly db: Database) {}

  /** Makes the root of today, unless there is one. @returns whether it was made now */
  async make(): Promise<boolean> {
    return this.db.run('ledger.root', async (tx) => {
      const nowMs = this.db.nowMs();
      const day = dayOf(nowMs, ZONE);
      const last = await ledgerRoots.one(tx, {}, { order: 'day DESC', limit: 1 });
      if (last && last.day >= day) return false;
      const heads = (await ledgerWriters.select(tx, {}, { order: 'writer' })).map(
        ({ writer, sequence, hash }): Head => [writer, sequence, hash.toString('hex')],
      );
      const previous = last?.root ?? CHAIN_START;
      return ledgerRoots.insertNew(tx, {
        day,
        writers: heads.length,
        transactions: heads.reduce((sum, [, sequence]) => sum + sequence, 0),
        previousRoot: previous,
        root: rootOf(previous, day, heads),
        heads: JSON.stringify(heads),
        madeAtMs: nowMs,
      });
    });
  }

  /** The day of the newest root; 0: there is none. */
  async newestDay(): Promise<number> {
    const last = await this.db.readApart((reader) =>
      ledgerRoots.one(reader, {}, { order: 'day DESC', limit: 1 }),
    );
    return last?.day ?? 0;
  }

  /** What need not be read again today; null: an audit has to read everything, for the first time or once more. */
  async proven(): Promise<Proven | null> {
    return this.db.readApart(async (reader) => {
      const newest = { order: 'id DESC', limit: 1 } as const;
      const clean = { brandId: 0, ok: true } as const;
      const last = await everyRun.one(reader, clean, { ...newest, and: ['proven_day > 0'] });
      const sinceMs = reader.nowMs() - WHOLE_EVERY_MS;
      const whole = { ...newest, and: ['proven_day > 0 AND ran_at_ms > ?', sinceMs] } as const;
      if (!last || !(await everyRun.one(reader, { ...clean, sinceDay: 0 }, whole))) return null;
      const root = await ledgerRoots.one(reader, { day: last.provenDay });
      if (!root) return null;
      const heads = JSON.parse(root.heads) as Head[];
      const ends = heads.map(([writer, sequence, hash]): [number, ChainEnd] => {
        return [writer, { sequence, hash: Buffer.from(hash, 'hex') }];
      });
      return { day: root.day, ends: new Map(ends) };
    });
  }

  /** ROOT: every root follows from the one before and from chains that still end there. */
  async check(found: Findings): Promise<void> {
    let [day, previous]: [number, Buffer] = [-1, CHAIN_START];
    let before = new Map<number, number>();
    for (;;) {
      const next = { and: ['day > ?', day], order: 'day', limit: ROOTS_AT_ONCE } as const;
      const page = await this.db.readApart((reader) => ledgerRoots.select(reader, {}, next));
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
    return this.db.readApart(async (reader) => {
      for (const [writer, sequence, hash] of heads) {
        if (sequence === 0) continue;
        const link = { writer, writerSequence: sequence };
        const stored = await everyTransaction.one(reader, link, { columns: ['hash'] });
        if (stored?.hash.toString('hex') !== hash)
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
  row: RowOf<typeof ledgerRoots>,
  heads: readonly Head[],
  previous: Buffer,
  before: ReadonlyMap<number, number>,
): string | null {
  if (!row.previousRoot.equals(previous)) return 'does not follow the root before it';
  if (!rootOf(row.previousRoot, row.day, heads).equals(row.root)) return 'what is stored does not give it';
  const now = new Map(heads.map(([writer, sequence]) => [writer, sequence]));
  for (const [writer, sequence] of before) {
    if ((now.get(writer) ?? -1) < sequence) return `the chain of writer ${writer} was longer the day before`;
  }
  return null;
}
