import { Injectable } from '@nestjs/common';
import { NEVER_MS } from '@liuliang/domain';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';

export type BindingReason = 'scan' | 'transfer' | 'left';

export interface BindingRow {
  readonly id: number;
  readonly customerId: number;
  readonly guideId: number;
  readonly storeId: number;
  readonly boundAtMs: number;
  /** NEVER_MS while it lasts. */
  readonly endedAtMs: number;
  readonly reason: BindingReason;
}

const ROW =
  'b.id, b.customer_id AS customerId, b.guide_id AS guideId, b.store_id AS storeId,' +
  ' b.bound_at_ms AS boundAtMs, b.ended_at_ms AS endedAtMs, b.reason';
const COLUMNS = [
  'id',
  'brand_id',
  'customer_id',
  'guide_id',
  'store_id',
  'bound_at_ms',
  'ended_at_ms',
  'reason',
];

@Injectable()
export class BindingsStore {
  async add(tx: Tx, brandId: number, rows: readonly Omit<BindingRow, 'endedAtMs'>[]): Promise<void> {
    const values = rows.map((row) => [
      row.id,
      brandId,
      row.customerId,
      row.guideId,
      row.storeId,
      row.boundAtMs,
      NEVER_MS,
      row.reason,
    ]);
    await insertRows(tx, 'guide_binding', COLUMNS, values);
  }

  async end(tx: Tx, ids: readonly number[], atMs: number): Promise<void> {
    if (ids.length === 0) return;
    const list = ids.map(() => '?').join(',');
    await tx.exec(`UPDATE guide_binding SET ended_at_ms = ? WHERE id IN (${list})`, [atMs, ...ids]);
  }

  /** Bindings that lasted at or after an instant, oldest first. */
  async lastingSince(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    sinceMs: number,
  ): Promise<BindingRow[]> {
    const rows = await queryIn<BindingRow>(
      reader,
      customerIds,
      (list) =>
        `SELECT ${ROW} FROM guide_binding b WHERE b.customer_id IN (${list}) AND b.ended_at_ms > ? AND b.brand_id = ?`,
      [],
      [sinceMs, brandId],
    );
    return rows.sort((a, b) => a.boundAtMs - b.boundAtMs || a.id - b.id);
  }

  /** The instant of the last scan of any of these ids by a guide; 0 when there was none. */
  async lastScan(reader: Reader, guideId: number, customerIds: readonly number[]): Promise<number> {
    const list = customerIds.map(() => '?').join(',');
    const [row] = await reader.query<{ atMs: number | null }>(
      `SELECT MAX(scanned_at_ms) AS atMs FROM guide_scan WHERE customer_id IN (${list}) AND guide_id = ?`,
      [...customerIds, guideId],
    );
    return row?.atMs ?? 0;
  }

  /** A page of the customers whom a guide looks after, for handing them over; ascending by customer. */
  async customersOf(
    reader: Reader,
    guideId: number,
    afterId: number,
    limit: number,
  ): Promise<{ id: number; customerId: number }[]> {
    return reader.query(
      'SELECT id, customer_id AS customerId FROM guide_binding' +
        ' WHERE guide_id = ? AND ended_at_ms = ? AND customer_id > ? ORDER BY customer_id LIMIT ?',
      [guideId, NEVER_MS, afterId, limit],
    );
  }

  async countsOf(reader: Reader, guideIds: readonly number[]): Promise<Map<number, number>> {
    const rows = await queryIn<{ guideId: number; n: number }>(
      reader,
      guideIds,
      (list) =>
        `SELECT guide_id AS guideId, COUNT(*) AS n FROM guide_binding WHERE guide_id IN (${list}) AND ended_at_ms = ?` +
        ' GROUP BY guide_id',
      [],
      [NEVER_MS],
    );
    return new Map(rows.map(({ guideId, n }) => [guideId, n]));
  }
}
