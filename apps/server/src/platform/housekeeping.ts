import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Clock } from './clock';
import { Database } from './db/database';
import { job, Jobs } from './jobs';
import { CLOCK } from './tokens';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What is deleted, when it is older than this. Answers to idempotency keys are kept 30 days at least (INV-4). */
const keep: readonly (readonly [table: string, column: string, ms: number, extra: string])[] = [
  ['signature_nonce', 'seen_at_ms', HOUR_MS, ''],
  ['idempotency', 'created_at_ms', 35 * DAY_MS, ''],
  ['outbox_event', 'created_at_ms', 35 * DAY_MS, ' AND published_at_ms > 0'],
  // An event that is still handed out must find the consumers that had it already.
  [
    'inbox_message',
    'done_at_ms',
    70 * DAY_MS,
    ' AND NOT EXISTS (SELECT 1 FROM outbox_event e WHERE e.id = inbox_message.event_id AND e.published_at_ms = 0)',
  ],
  ['session', 'expires_at_ms', 7 * DAY_MS, ''],
  ['member_code', 'expires_at_ms', DAY_MS, ''],
];
const ROWS_PER_STEP = 5_000;
const STEPS_MAX = 50;

const housekeeping = job({
  name: 'platform.housekeeping',
  payload: z.null(),
  whenSwept: null,
  everyMs: HOUR_MS,
  leaseMs: 600_000,
});

/** Removes what has served its time from the platform's own tables, a bounded number of rows a run. */
@Injectable()
export class Housekeeping implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(housekeeping, () => this.sweep());
  }

  async sweep(): Promise<string> {
    let removed = 0;
    for (const [table, column, ms, extra] of keep) {
      const before = this.clock.nowMs() - ms;
      for (let step = 0; step < STEPS_MAX; step += 1) {
        const gone = await this.removeSome(table, column, before, extra);
        removed += gone;
        if (gone < ROWS_PER_STEP) break;
      }
    }
    return `${removed} rows removed`;
  }

  /** Removes the oldest rows, a bounded number in one transaction: SQLite's build has no DELETE … LIMIT. */
  private removeSome(table: string, column: string, before: number, extra: string): Promise<number> {
    return this.db.run(`housekeeping.${table}`, async (tx) => {
      const [last] = await tx.query<{ at: number }>(
        `SELECT ${column} AS at FROM ${table} WHERE ${column} < ?${extra} ORDER BY ${column} LIMIT 1 OFFSET ${ROWS_PER_STEP - 1}`,
        [before],
      );
      // Rows of one instant go together, so that many of them cannot stop the sweep for good.
      return tx.exec(`DELETE FROM ${table} WHERE ${column} <= ?${extra}`, [last?.at ?? before - 1]);
    });
  }
}
