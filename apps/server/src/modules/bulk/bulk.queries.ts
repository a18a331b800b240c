import type { bulkEntryStates, bulkReasons } from '@liuliang/contract';
import { States } from '../../platform/db/states';
import { bulkLifecycle } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { bulkActs, type BulkActRow } from './entities';

export const bulkStatesOf = new States(bulkActs, bulkLifecycle);

export interface EntryCount {
  readonly state: (typeof bulkEntryStates)[number];
  readonly reason: '' | (typeof bulkReasons)[number];
  readonly people: number;
}

/** How many people are in which state of an act, and why. */
export function entryCounts(
  reader: Reader,
  { brandId, id }: Pick<BulkActRow, 'brandId' | 'id'>,
): Promise<EntryCount[]> {
  return reader.query<EntryCount>(
    `SELECT state, reason, COUNT(*) AS people FROM bulk_entry
     WHERE act_id = ? AND brand_id = ? GROUP BY state, reason ORDER BY state, reason`,
    [id, brandId],
  );
}

/** Points that one operator moved by bulk acts alone since an instant: a limit that is met in slices is none. */
export async function sumAloneSince(
  reader: Reader,
  { brandId, operatorId, id }: Pick<BulkActRow, 'brandId' | 'operatorId' | 'id'>,
  sinceMs: number,
): Promise<number> {
  const rows = await reader.query<{ points: number | null }>(
    `SELECT CAST(SUM(sum_points) AS SIGNED) AS points FROM bulk_act
     WHERE brand_id = ? AND operator_id = ? AND id <> ? AND needs_second = 0 AND confirmed_at_ms > ?`,
    [brandId, operatorId, id, sinceMs],
  );
  return rows[0]?.points ?? 0;
}
