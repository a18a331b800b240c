import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { formatDay, parseDay } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import { PublicIds } from '../../platform/ids';
import type { AuditCheck } from './findings';
import { AuditRunsQueries } from './runs.queries';
import { LedgerRootsQueries } from './roots.queries';

type Reply<N extends keyof typeof routes> = z.input<(typeof routes)[N]['reply']>;

/** What was proved of the ledger so far: audits that were run, and the daily roots. */
@Injectable()
export class LedgerProofs {
  constructor(
    private readonly db: Database,
    private readonly runs: AuditRunsQueries,
    private readonly roots: LedgerRootsQueries,
    private readonly publicIds: PublicIds,
  ) {}

  /** Audits of everything and of one brand, newest first. */
  async audits(brandId: number, cursor: string | undefined, limit: number): Promise<Reply<'ledgerAudits'>> {
    const below = this.publicIds.decode('aud', cursor ?? '') ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.db.read((reader) => this.runs.below(reader, brandId, below, limit + 1));
    const items = rows.slice(0, limit).map((row) => ({
      id: this.publicIds.encode('aud', row.id),
      scope: row.brand_id === 0 ? ('everything' as const) : ('brand' as const),
      ok: row.ok === 1,
      ranAtMs: row.ran_at_ms,
      tookMs: row.took_ms,
      checks: (JSON.parse(row.report) as AuditCheck[]).map((check) => ({
        ...check,
        faults: [...check.faults],
      })),
    }));
    return { items, nextCursor: rows.length > limit ? (items[items.length - 1]?.id ?? null) : null };
  }

  /** Daily roots, newest first. */
  async dailyRoots(cursor: string | undefined, limit: number): Promise<Reply<'ledgerRoots'>> {
    const before = parseDay(cursor ?? '') ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.db.read((reader) => this.roots.before(reader, before, limit + 1));
    const items = rows.slice(0, limit).map((row) => ({
      day: formatDay(row.day),
      root: row.root.toString('hex'),
      previousRoot: row.previous_root.toString('hex'),
      transactions: row.transactions,
      heads: (JSON.parse(row.heads) as [number, number, string][]).map(([writer, sequence, hash]) => ({
        writer,
        sequence,
        hash,
      })),
      madeAtMs: row.made_at_ms,
    }));
    return { items, nextCursor: rows.length > limit ? (items[items.length - 1]?.day ?? null) : null };
  }
}
