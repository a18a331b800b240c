import { adjustmentLifecycle } from '@liuliang/domain';
import { given } from '../../platform/db/conditions';
import { States } from '../../platform/db/states';
import type { Reader } from '../../platform/db/statements';
import type { PointsOwner } from '../points';
import { adjustments, type AdjustmentRow } from './entities';

export interface AdjustmentFilter {
  readonly state?: AdjustmentRow['state'] | undefined;
  /** Every id that stands for the owner. */
  readonly owner?: { readonly kind: PointsOwner['kind']; readonly ids: readonly number[] } | undefined;
}

export const adjustmentStates = new States(adjustments, adjustmentLifecycle);

/** Newest first; ids grow with time. */
export async function latestAdjustments(
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
export async function pointsAloneSince(
  reader: Reader,
  row: Pick<AdjustmentRow, 'ownerKind' | 'ownerId' | 'asset' | 'brandId' | 'requestedBy'>,
  sinceMs: number,
): Promise<number> {
  const rows = await reader.query<{ points: number | null }>(
    `SELECT CAST(SUM(ABS(points)) AS SIGNED) AS points FROM points_adjustment
      WHERE owner_kind = ? AND owner_id = ? AND asset = ? AND brand_id = ? AND requested_by = ?
      AND state = 'posted' AND needs_second = 0 AND requested_at_ms > ?`,
    [row.ownerKind, row.ownerId, row.asset, row.brandId, row.requestedBy, sinceMs],
  );
  return rows[0]?.points ?? 0;
}
