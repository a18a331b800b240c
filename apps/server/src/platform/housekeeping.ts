import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from './db/database';
import { removeServed, servedByPlatform, type Served } from './housekeeping.queries';
import { Jobs, sweepJob } from './jobs';

const ROWS_PER_STEP = 5_000;
const STEPS_MAX = 50;

const housekeeping = sweepJob({
  name: 'platform.housekeeping',
  everyMs: 3_600_000,
  leaseMs: 600_000,
});

/**
 * Removes what has served its time, a bounded number of rows a run: the platform's own, and what areas name. Of deleted
 * rows the embedded engine's log keeps nothing either.
 */
@Injectable()
export class Housekeeping implements OnModuleInit {
  private readonly served: Served[] = [...servedByPlatform];

  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.register(housekeeping, () => this.sweep());
  }

  /** An area's own rows that nobody needs any more after a time. */
  alsoRemove(rows: Served): void {
    this.served.push(rows);
  }

  async sweep(): Promise<string> {
    let removed = 0;
    for (const rows of this.served) {
      for (let step = 0; step < STEPS_MAX; step += 1) {
        const gone = await this.db.run(`housekeeping.${rows.table}`, (tx) =>
          removeServed(tx, rows, this.db.nowMs(), ROWS_PER_STEP),
        );
        removed += gone;
        if (gone < ROWS_PER_STEP) break;
      }
    }
    await this.db.emptyLog();
    return `${removed} removed`;
  }
}
