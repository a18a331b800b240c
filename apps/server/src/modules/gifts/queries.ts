import { Stock } from '../../platform/db/stock';
import type { Reader } from '../../platform/db/statements';

export const giftStock = new Stock('gift');

/** Gifts whose held or taken pieces are not those of their orders; one statement, so that both are of one instant. */
export async function giftsUnlikeOrders(
  reader: Reader,
  brandId: number | null,
  limit: number,
): Promise<number[]> {
  const rows = await reader.query<{ id: number }>(
    `SELECT g.id FROM gift g LEFT JOIN gift_order o ON o.gift_id = g.id
     ${brandId === null ? '' : 'WHERE g.brand_id = ?'} GROUP BY g.id, g.held_count, g.taken_count
     HAVING g.held_count <> SUM(CASE WHEN o.state = 'reserved' THEN 1 ELSE 0 END)
       OR g.taken_count <> SUM(CASE WHEN o.state = 'collected' THEN 1 ELSE 0 END) ORDER BY g.id LIMIT ?`,
    brandId === null ? [limit] : [brandId, limit],
  );
  return rows.map(({ id }) => id);
}
