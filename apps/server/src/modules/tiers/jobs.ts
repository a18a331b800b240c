import { Injectable } from '@nestjs/common';
import { groupedBy } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { reportOf, sweep, type Swept, sweepJob } from '../../platform/jobs';
import { BrandsService } from '../brands';
import { standings } from './entities';
import { TiersService } from './tiers.service';

/** Members judged in one transaction: their rows are locked as long as it lasts. */
const BATCH = 200;
/** Customers looked through at a time for those who were never judged. */
const PAGE = 2_000;
/** Members whom an import brought without an order are found after this long. */
const LOOK_AGAIN_MS = 86_400_000;

export const due = sweepJob({
  name: 'tiers.due',
  everyMs: 60_000,
  leaseMs: 600_000,
});

const dueStandings = standings.acrossBrands('the job takes whatever is due');

/**
 * Records what time alone changes: warnings, reviews, falls, passes that begin or end, schemes that begin. Reads judge
 * the same instants by themselves, so that a late run changes nobody's level, only the record of it.
 */
@Injectable()
export class TiersDueJob {
  /** By brand, under which scheme everybody was found judged, and when that was looked at. */
  private readonly settled = new Map<number, { readonly schemeVersion: number; readonly atMs: number }>();

  constructor(
    private readonly db: Database,
    private readonly tiers: TiersService,
    private readonly brands: BrandsService,
  ) {}

  async run(): Promise<string> {
    const due = await this.judgeDue();
    let done = due.done;
    for (const { id } of await this.brands.all()) done += await this.catchUp(id);
    return reportOf({ judged: { ...due, done } });
  }

  private judgeDue(): Promise<Swept> {
    const and = ['due_at_ms <= ?', this.db.nowMs()] as const;
    const order = 'due_at_ms, customer_id';
    return sweep({
      due: (limit) =>
        this.db.read((reader) =>
          dueStandings.select(reader, {}, { columns: ['customerId', 'brandId'], and, order, limit }),
        ),
      keyOf: ({ customerId }) => customerId,
      work: async (rows) => {
        for (const [brandId, own] of groupedBy(rows, (row) => row.brandId)) {
          await this.reEvaluate(
            brandId,
            own.map((row) => row.customerId),
          );
        }
        return rows.length;
      },
      together: BATCH,
      limit: Infinity,
    });
  }

  /** Members from before there were tiers, and all of a brand when a scheme of it has begun. */
  private async catchUp(brandId: number): Promise<number> {
    let judged = 0;
    for (let afterId: number | null = 0; afterId !== null;) {
      const from: number = afterId;
      const page = await this.db.read((reader) => this.tiers.behind(reader, brandId, from, PAGE));
      if (this.isSettled(brandId, page.schemeVersion)) return judged;
      for (let start = 0; start < page.ids.length; start += BATCH) {
        await this.reEvaluate(brandId, page.ids.slice(start, start + BATCH));
      }
      judged += page.ids.length;
      afterId = page.lastId;
      if (afterId === null) {
        this.settled.set(brandId, { schemeVersion: page.schemeVersion, atMs: this.db.nowMs() });
      }
    }
    return judged;
  }

  private isSettled(brandId: number, schemeVersion: number): boolean {
    const looked = this.settled.get(brandId);
    return looked?.schemeVersion === schemeVersion && this.db.nowMs() - looked.atMs < LOOK_AGAIN_MS;
  }

  private async reEvaluate(brandId: number, ids: readonly number[]): Promise<void> {
    await this.db.run('tiers.due', (tx) => this.tiers.refresh(tx, brandId, ids, { kind: 'review', id: 0 }));
  }
}
