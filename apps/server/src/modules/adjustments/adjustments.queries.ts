import { Injectable } from '@nestjs/common';
import { adjustmentLifecycle } from '@liuliang/domain';
import { given } from '../../platform/db/conditions';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { adjustments } from './entities';

export type AdjustmentRow = RowOf<typeof adjustments>;
export type AdjustmentState = AdjustmentRow['state'];

export interface AdjustmentFilter {
  readonly state?: AdjustmentState | undefined;
  /** Every id that stands for the owner. */
  readonly owner?: { readonly kind: 'member' | 'guide'; readonly ids: readonly number[] } | undefined;
}

@Injectable()
export class AdjustmentsQueries {
  readonly states = new States(adjustments, adjustmentLifecycle);

  /** @returns false when the key is taken */
  async insert(tx: Tx, row: AdjustmentRow): Promise<boolean> {
    return adjustments.insertNew(tx, row);
  }

  async byId(reader: Reader, brandId: number, id: number): Promise<AdjustmentRow | null> {
    return adjustments.one(reader, brandId, { id });
  }

  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<AdjustmentRow | null> {
    return adjustments.one(reader, brandId, { requestKey: key });
  }

  /** Newest first; ids grow with time. */
  async latest(
    reader: Reader,
    brandId: number,
    { state, owner }: AdjustmentFilter,
    belowId: number,
    limit: number,
  ): Promise<AdjustmentRow[]> {
    const wanted = given({ state, ownerKind: owner?.kind, ownerId: owner?.ids });
    return adjustments.select(reader, brandId, wanted, { and: ['id < ?', belowId], order: 'id DESC', limit });
  }

  /** How many points one operator gave or took of an owner alone since an instant, giving and taking alike. */
  async aloneSince(reader: Reader, row: AdjustmentRow, sinceMs: number): Promise<number> {
    const rows = await reader.query<{ points: number | null }>(
      `SELECT CAST(SUM(ABS(points)) AS SIGNED) AS points FROM points_adjustment
        WHERE owner_kind = ? AND owner_id = ? AND asset = ? AND brand_id = ? AND requested_by = ?
        AND state = 'posted' AND needs_second = 0 AND requested_at_ms > ?`,
      [row.ownerKind, row.ownerId, row.asset, row.brandId, row.requestedBy, sinceMs],
    );
    return rows[0]?.points ?? 0;
  }

  async setTransaction(tx: Tx, { id, brandId }: AdjustmentRow, transactionId: number): Promise<void> {
    await adjustments.set(tx, brandId, { id }, { transactionId });
  }
}
