import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';

/** One thing a customer did, as an export lists it. */
export interface EventView {
  readonly type: string;
  readonly occurredAtMs: number;
  readonly item: string | null;
}

/** Reads of events for screens and exports. */
@Injectable()
export class EventReads {
  async count(reader: Reader, customerIds: readonly number[]): Promise<number> {
    const sql = (list: string): string => `SELECT COUNT(*) AS n FROM event WHERE customer_id IN (${list})`;
    return (await queryIn<{ n: number }>(reader, customerIds, sql)).reduce((sum, row) => sum + row.n, 0);
  }

  /** Newest first, at most `limit`. */
  async ofCustomers(reader: Reader, customerIds: readonly number[], limit: number): Promise<EventView[]> {
    const list = customerIds.map(() => '?').join(',');
    const rows = await reader.query<{ type: string; at: number; item: string }>(
      `SELECT type, occurred_at_ms AS at, item FROM event WHERE customer_id IN (${list}) ORDER BY occurred_at_ms DESC LIMIT ?`,
      [...customerIds, limit],
    );
    return rows.map((row) => ({ type: row.type, occurredAtMs: row.at, item: row.item || null }));
  }
}
