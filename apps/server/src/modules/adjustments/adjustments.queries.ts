import { Injectable } from '@nestjs/common';
import type { Asset } from '@liuliang/domain';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export type AdjustmentState = 'waiting' | 'posted' | 'refused' | 'withdrawn';

export interface AdjustmentRow {
  id: number;
  brand_id: number;
  request_key: Buffer;
  owner_kind: 'member' | 'guide';
  owner_id: number;
  asset: Asset;
  points: number;
  /** NEVER_MS when it never does. */
  expires_at_ms: number;
  reason: string;
  state: AdjustmentState;
  needs_second: number;
  requested_by: number;
  requested_at_ms: number;
  decided_by: number;
  decided_at_ms: number;
  decision_note: string;
  transaction_id: number;
}

const COLUMNS = [
  'id',
  'brand_id',
  'request_key',
  'owner_kind',
  'owner_id',
  'asset',
  'points',
  'expires_at_ms',
  'reason',
  'state',
  'needs_second',
  'requested_by',
  'requested_at_ms',
  'decided_by',
  'decided_at_ms',
  'decision_note',
  'transaction_id',
] as const;
const ALL = `${COLUMNS.join(', ')} FROM points_adjustment`;

export interface AdjustmentFilter {
  readonly state?: AdjustmentState | undefined;
  /** Every id that stands for the owner. */
  readonly owner?: { readonly kind: 'member' | 'guide'; readonly ids: readonly number[] } | undefined;
}

@Injectable()
export class AdjustmentsQueries {
  /** @returns false when the key is taken */
  async insert(tx: Tx, row: AdjustmentRow): Promise<boolean> {
    const values = COLUMNS.map((column) => row[column]);
    return (await insertRows(tx, 'points_adjustment', COLUMNS, [values], { ignore: true })) === 1;
  }

  async byId(reader: Reader, brandId: number, id: number): Promise<AdjustmentRow | null> {
    const sql = `SELECT ${ALL} WHERE brand_id = ? AND id = ?`;
    return (await reader.query<AdjustmentRow>(sql, [brandId, id]))[0] ?? null;
  }

  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<AdjustmentRow | null> {
    const sql = `SELECT ${ALL} WHERE brand_id = ? AND request_key = ?`;
    return (await reader.query<AdjustmentRow>(sql, [brandId, key]))[0] ?? null;
  }

  /** Newest first; ids grow with time. */
  async latest(
    reader: Reader,
    brandId: number,
    { state, owner }: AdjustmentFilter,
    belowId: number,
    limit: number,
  ): Promise<AdjustmentRow[]> {
    const conditions = ['brand_id = ?', 'id < ?'];
    const values: (string | number)[] = [brandId, belowId];
    if (state !== undefined) {
      conditions.push('state = ?');
      values.push(state);
    }
    if (owner !== undefined) {
      conditions.push(`owner_kind = ? AND owner_id IN (${owner.ids.map(() => '?').join(',')})`);
      values.push(owner.kind, ...owner.ids);
    }
    return reader.query<AdjustmentRow>(
      `SELECT ${ALL} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
      [...values, limit],
    );
  }

  /** How many points one operator gave or took of an owner alone since an instant, giving and taking alike. */
  async aloneSince(reader: Reader, row: AdjustmentRow, sinceMs: number): Promise<number> {
    const rows = await reader.query<{ points: number | null }>(
      `SELECT CAST(SUM(ABS(points)) AS SIGNED) AS points FROM points_adjustment
        WHERE owner_kind = ? AND owner_id = ? AND asset = ? AND brand_id = ? AND requested_by = ?
        AND state = 'posted' AND needs_second = 0 AND requested_at_ms > ?`,
      [row.owner_kind, row.owner_id, row.asset, row.brand_id, row.requested_by, sinceMs],
    );
    return rows[0]?.points ?? 0;
  }

  /** @returns false when somebody else decided first */
  async decide(
    tx: Tx,
    id: number,
    to: { state: AdjustmentState; by: number; atMs: number; note: string },
  ): Promise<boolean> {
    const changed = await tx.exec(
      `UPDATE points_adjustment SET state = ?, decided_by = ?, decided_at_ms = ?, decision_note = ?
        WHERE id = ? AND state = 'waiting'`,
      [to.state, to.by, to.atMs, to.note, id],
    );
    return changed === 1;
  }

  async setTransaction(tx: Tx, id: number, transactionId: number): Promise<void> {
    await tx.exec('UPDATE points_adjustment SET transaction_id = ? WHERE id = ?', [transactionId, id]);
  }
}
