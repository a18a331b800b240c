import type { Reader } from '../../platform/db/statements';
import { customers, type CustomerRow } from './entities';

export type Named = Pick<CustomerRow, 'id' | 'nickname'>;

/** Customers who are in every one of these buckets, newest first, below an id; those merged into others are left out. */
export async function inBuckets(
  reader: Reader,
  brandId: number,
  grams: readonly Buffer[],
  belowId: number,
  limit: number,
): Promise<Named[]> {
  const [first, ...others] = grams;
  if (!first) return [];
  const both = others.map(
    (_, i) =>
      ` AND EXISTS (SELECT 1 FROM customer_name_gram o${i} WHERE o${i}.brand_id = ? AND o${i}.gram = ?` +
      ` AND o${i}.customer_id = g.customer_id)`,
  );
  return customers.query<Named>(
    reader,
    `SELECT ${customers.columns('c', ['id', 'nickname'])} FROM customer_name_gram g
     JOIN customer c ON c.id = g.customer_id
     WHERE g.brand_id = ? AND g.gram = ? AND g.customer_id < ? AND +c.alias_of = 0${both.join('')}
     ORDER BY g.customer_id DESC LIMIT ?`,
    [brandId, first, belowId, ...others.flatMap((gram) => [brandId, gram]), limit],
  );
}
