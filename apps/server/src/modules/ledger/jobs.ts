import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { job, reportOf, sweep, type Swept } from '../../platform/jobs';
import { DueQueries } from './due.queries';
import { Ledger } from './ledger';
import type { OwnerRef } from './lot-records';

/** Lots or holds looked at per transaction: a batch is written in well under a second, so its locks are short. */
const BATCH = 1_000;
/** In one run: what expires at the end of a year comes due all at once. */
const OWNERS_MAX = 1_000_000;
const MINUTE_MS = 60_000;

export const settle = job({
  name: 'points.due',
  payload: z.null(),
  whenSwept: null,
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
});

type DueOwners = (reader: Reader, nowMs: number, limit: number) => Promise<OwnerRef[]>;

/** What has to be done about points without anybody asking: what came due. */
@Injectable()
export class LedgerJobs {
  constructor(
    private readonly db: Database,
    private readonly ledger: Ledger,
    private readonly queries: DueQueries,
  ) {}

  /**
   * Posts activations, expiries and lapsed holds of owners whom nobody touched. Nothing depends on when it runs: every
   * touch and every read judges the same instants by itself.
   */
  async settleDue(): Promise<string> {
    const nowMs = this.db.nowMs();
    const holds = await this.settleAll(nowMs, (...args) => this.queries.ownersOfHolds(...args));
    const lots = await this.settleAll(nowMs, (...args) => this.queries.ownersOfLots(...args));
    const [done, failed, fault] = [
      holds.done + lots.done,
      holds.failed + lots.failed,
      holds.fault ?? lots.fault,
    ];
    return reportOf({ posted: { done, failed, fault } });
  }

  private settleAll(nowMs: number, dueOwners: DueOwners): Promise<Swept> {
    return sweep({
      due: (limit) => this.db.read((reader) => dueOwners(reader, nowMs, limit)),
      keyOf: ({ brandId, owner, asset }) => `${brandId}:${owner.kind}:${owner.id}:${asset}`,
      work: (owners) => this.db.run('points.due', (tx) => this.ledger.settleDue(tx, owners, nowMs)),
      together: BATCH,
      limit: OWNERS_MAX,
    });
  }
}
