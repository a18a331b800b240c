import { transferLifecycle } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import type { Reader } from '../../platform/db/statements';
import { keyset, type Newest, type PageAsk } from '../../platform/http';
import { transfers, type TransferRow } from './entities';

export const transferStates = new States(transfers, transferLifecycle);

/** Sent and received, newest first. @param family the person's own id and its aliases */
export async function transfersOf(
  reader: Reader,
  brandId: number,
  family: readonly number[],
  page: PageAsk<Newest>,
): Promise<TransferRow[]> {
  const list = family.map(() => '?').join(',');
  const { and: [behind = '1 = 1', ...place] = [], limit } = keyset(page, { atMs: 'created_at_ms', id: 'id' });
  const where = `${behind} AND +brand_id = ?`;
  const select = `SELECT ${transfers.columns()} FROM points_transfer WHERE`;
  // Each half by its own index; one OR over both columns would walk neither.
  return reader.query<TransferRow>(
    `${select} from_customer_id IN (${list}) AND ${where}
      UNION ${select} to_customer_id IN (${list}) AND ${where}
      ORDER BY createdAtMs DESC, id DESC LIMIT ?`,
    [...family, ...place, brandId, ...family, ...place, brandId, limit],
  );
}

/** Points sent since an instant that wait or were accepted. */
export async function pointsSentSince(
  reader: Reader,
  brandId: number,
  family: readonly number[],
  sinceMs: number,
): Promise<number> {
  const counted = { fromCustomerId: family, state: ['waiting', 'accepted'] as const };
  return transfers.sum(reader, brandId, 'points', counted, ['created_at_ms >= ?', sinceMs]);
}
