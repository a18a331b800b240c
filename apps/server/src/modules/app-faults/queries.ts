import type { Tx } from '../../platform/db/statements';
import type { AppFaultRow } from './entities';

export type FaultKey = Pick<
  AppFaultRow,
  'brandId' | 'day' | 'kind' | 'platform' | 'version' | 'page' | 'message'
>;

const KEY =
  'brand_id = ? AND day = ? AND kind = ? AND platform = ? AND version = ? AND page = ? AND message = ?';

/** One more of a kind. @returns false when there was none of it today */
export async function seenAgain(tx: Tx, fault: FaultKey): Promise<boolean> {
  const { brandId, day, kind, platform, version, page, message } = fault;
  const sql = `UPDATE app_fault SET times = times + 1, last_seen_ms = ? WHERE ${KEY}`;
  return (await tx.exec(sql, [tx.nowMs(), brandId, day, kind, platform, version, page, message])) === 1;
}
