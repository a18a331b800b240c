import type { OutboxEventName } from '@liuliang/contract';
import { insertRows, type Reader, type Tx } from '../db/statements';

export interface WaitingRow {
  id: number;
  topic: OutboxEventName;
  payload: string;
}

const COLUMNS = [
  'id',
  'brand_id',
  'topic',
  'payload',
  'created_at_ms',
  'published_at_ms',
  'next_at_ms',
  'attempts',
];
/** An event taken by a relay and not finished by then is taken again, later each time it was not. */
export const REDELIVER_MS = 30_000;
const REDELIVER_MS_MAX = 3_600_000;

export async function addEvents(
  tx: Tx,
  events: readonly (WaitingRow & { readonly brandId: number })[],
  nowMs: number,
): Promise<void> {
  const rows = events.map(({ id, brandId, topic, payload }) => {
    return [id, brandId, topic, payload, nowMs, 0, nowMs, 0];
  });
  await insertRows(tx, 'outbox_event', COLUMNS, rows);
}

export async function waitingEvent(reader: Reader, eventId: number): Promise<WaitingRow | null> {
  const rows = await reader.query<WaitingRow>(
    'SELECT id, topic, payload FROM outbox_event WHERE id = ? AND published_at_ms = 0',
    [eventId],
  );
  return rows[0] ?? null;
}

/** Takes due events for one relay; others pass over them until they are due again. */
export async function takeEvents(tx: Tx, nowMs: number, limit: number): Promise<WaitingRow[]> {
  const rows = await tx.query<WaitingRow>(
    `SELECT id, topic, payload FROM outbox_event WHERE published_at_ms = 0 AND next_at_ms <= ?
     ORDER BY next_at_ms, id LIMIT ?${tx.dialect.forUpdateSkipLocked}`,
    [nowMs, limit],
  );
  if (rows.length === 0) return rows;
  const list = rows.map(() => '?').join(',');
  // next_at_ms before attempts: MySQL computes from left to right and would see the new count.
  const delay = tx.dialect.least(`${REDELIVER_MS} * (attempts + 1)`, String(REDELIVER_MS_MAX));
  await tx.exec(
    `UPDATE outbox_event SET next_at_ms = ? + ${delay}, attempts = attempts + 1 WHERE id IN (${list})`,
    [nowMs, ...rows.map((row) => row.id)],
  );
  return rows;
}

/** @returns whether this consumer meets this event for the first time. */
export async function enterInbox(tx: Tx, consumer: string, eventId: number, nowMs: number): Promise<boolean> {
  const columns = ['consumer', 'event_id', 'done_at_ms'];
  return (
    (await insertRows(tx, 'inbox_message', columns, [[consumer, eventId, nowMs]], { ignore: true })) === 1
  );
}

export async function markEvents(tx: Tx, eventIds: readonly number[], nowMs: number): Promise<void> {
  const list = eventIds.map(() => '?').join(',');
  await tx.exec(`UPDATE outbox_event SET published_at_ms = ? WHERE id IN (${list})`, [nowMs, ...eventIds]);
}

export async function countWaiting(reader: Reader): Promise<{ count: number; oldestAtMs: number | null }> {
  const [row] = await reader.query<{ n: number; oldest: number | null }>(
    'SELECT COUNT(*) AS n, MIN(created_at_ms) AS oldest FROM outbox_event WHERE published_at_ms = 0',
  );
  return { count: row?.n ?? 0, oldestAtMs: row?.oldest ?? null };
}
