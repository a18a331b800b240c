import type { Tx } from './db/statements';

/** Rows that have served their time: older than `keptMs` by `column`, and not held back by `unless`. */
export interface Served {
  readonly table: string;
  readonly column: string;
  readonly keptMs: number;
  /** A condition of ours, never of a caller's. */
  readonly unless?: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is removed of the platform's own tables, and when. Answers to idempotency keys are kept 30 days at least (INV-4). */
export const servedByPlatform: readonly Served[] = [
  { table: 'signature_nonce', column: 'seen_at_ms', keptMs: HOUR_MS },
  { table: 'idempotency', column: 'created_at_ms', keptMs: 35 * DAY_MS },
  { table: 'outbox_event', column: 'created_at_ms', keptMs: 35 * DAY_MS, unless: 'published_at_ms = 0' },
  {
    // An event that is still handed out must find the consumers that had it already.
    table: 'inbox_message',
    column: 'done_at_ms',
    keptMs: 70 * DAY_MS,
    unless: `EXISTS (SELECT 1 FROM outbox_event e WHERE e.id = inbox_message.event_id AND e.published_at_ms = 0)`,
  },
];

/**
 * Removes the oldest rows, about `limit` in one transaction: SQLite's build has no DELETE … LIMIT. Rows of one instant
 * go together, so that many of them cannot stop the sweep for good.
 * @returns how many were removed
 */
export async function removeServed(tx: Tx, rows: Served, nowMs: number, limit: number): Promise<number> {
  const { table, column, unless } = rows;
  const before = nowMs - rows.keptMs;
  const also = unless ? ` AND NOT (${unless})` : '';
  const [last] = await tx.query<{ at: number }>(
    `SELECT ${column} AS at FROM ${table} WHERE ${column} < ?${also} ORDER BY ${column} LIMIT 1 OFFSET ?`,
    [before, limit - 1],
  );
  return tx.exec(`DELETE FROM ${table} WHERE ${column} <= ?${also}`, [last?.at ?? before - 1]);
}
