import { Injectable } from '@nestjs/common';
import { ownerSlot } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { reportOf, sweep, type Swept, sweepJob } from '../../platform/jobs';
import { ownersOfHolds, ownersOfLots } from './due.queries';
import { Ledger } from './ledger';

/** Lots or holds looked at per transaction: a batch is written in well under a second, so its locks are short. */
const BATCH = 1_000;
/** In one run: what expires at the end of a year comes due all at once. */
const OWNERS_MAX = 1_000_000;
const MINUTE_MS = 60_000;

export const settle = sweepJob({
  name: 'points.due',
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
});

/** What has to be done about points without anybody asking: what came due. */
@Injectable()
export class LedgerJobs {
  constructor(
    private readonly db: Database,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Posts activations, expiries and lapsed holds of owners whom nobody touched. Nothing depends on when it runs: every
   * touch and every read judges the same instants by itself.
   */
  async settleDue(): Promise<string> {
    const nowMs = this.db.nowMs();
    const holds = await this.settleAll(nowMs, ownersOfHolds);
    const lots = await this.settleAll(nowMs, ownersOfLots);
    const [done, failed, fault] = [
      holds.done + lots.done,
      holds.failed + lots.failed,
      holds.fault ?? lots.fault,
    ];
    return reportOf({ posted: { done, failed, fault } });
  }

  private settleAll(nowMs: number, dueOwners: typeof ownersOfLots): Promise<Swept> {
    return sweep({
      due: (limit) => this.db.read((reader) => dueOwners(reader, nowMs, limit)),
      keyOf: ownerSlot,
      work: (owners) => this.db.run('points.due', (tx) => this.ledger.settleDue(tx, owners, nowMs)),
      together: BATCH,
      limit: OWNERS_MAX,
    });
  }
}
