import { adjustmentLifecycle } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import type { Reader } from '../../platform/db/statements';
import { adjustments, type AdjustmentRow } from './entities';

export const adjustmentStates = new States(adjustments, adjustmentLifecycle);

/** How many points of uploaded balances one operator let in alone since an instant. */
export async function balancesAloneSince(
  reader: Reader,
  brandId: number,
  operatorId: number,
  sinceMs: number,
): Promise<number> {
  const rows = await reader.query<{ points: number | null }>(
    `SELECT CAST(SUM(points + growth) AS SIGNED) AS points FROM balance_import
      WHERE brand_id = ? AND alone_by = ? AND confirmed_at_ms > ?`,
    [brandId, operatorId, sinceMs],
  );
  return rows[0]?.points ?? 0;
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
