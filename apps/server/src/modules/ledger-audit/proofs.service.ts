import { Injectable } from '@nestjs/common';
import { formatDay } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { pageOf, type ById, type PageAsk, type Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import type { AuditCheck } from './findings';
import { auditRuns, ledgerRoots } from './entities';

export const ROOT_ORDER = ['day'] as const;
type RootPlace = Place<(typeof ROOT_ORDER)[number]>;

const everyRun = auditRuns.acrossBrands('runs over everything are told to every brand');

/** What was proved of the ledger so far: audits that were run, and the daily roots. */
@Injectable()
export class LedgerProofs {
  constructor(
    private readonly db: Database,
    private readonly publicIds: PublicIds,
  ) {}

  /** Audits of everything and of one brand, newest first. */
  async audits(brandId: number, { after, limit }: PageAsk<ById>) {
    const below = after?.id ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.db.read((reader) =>
      everyRun.select(
        reader,
        { brandId: [0, brandId] },
        { and: ['id < ?', below], order: 'id DESC', limit: limit + 1 },
      ),
    );
    const page = pageOf(rows, limit, ({ id }) => ({ id }));
    const items = page.items.map((row) => ({
      id: this.publicIds.encode('aud', row.id),
      scope: row.brandId === 0 ? ('everything' as const) : ('brand' as const),
      since: row.sinceDay === 0 ? null : formatDay(row.sinceDay),
      ok: row.ok,
      ranAtMs: row.ranAtMs,
      tookMs: row.tookMs,
      checks: (JSON.parse(row.report) as AuditCheck[]).map((check) => ({
        ...check,
        faults: [...check.faults],
      })),
    }));
    return { ...page, items };
  }

  /** Daily roots, newest first. */
  async dailyRoots({ after, limit }: PageAsk<RootPlace>) {
    const before = after?.day ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.db.read((reader) =>
      ledgerRoots.select(reader, {}, { and: ['day < ?', before], order: 'day DESC', limit: limit + 1 }),
    );
    const page = pageOf(rows, limit, ({ day }) => ({ day }));
    const items = page.items.map((row) => ({
      day: formatDay(row.day),
      root: row.root.toString('hex'),
      previousRoot: row.previousRoot.toString('hex'),
      transactions: row.transactions,
      heads: (JSON.parse(row.heads) as [number, number, string][]).map(([writer, sequence, hash]) => ({
        writer,
        sequence,
        hash,
      })),
      madeAtMs: row.madeAtMs,
    }));
    return { ...page, items };
  }
}
