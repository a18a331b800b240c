import type { GoodsBy } from '@liuliang/contract';
import type { Reader, Value } from '../../platform/db/statements';
import { personSql } from '../members';
import type { GoodsPeriod } from './period';

interface Counted {
  readonly key: Buffer;
  readonly buyers: number;
  readonly orders: number;
  readonly amountFen: number;
}

/** Who bought: the person of today, whatever card the order was under. */
export const BUYER = personSql('c');
const ORDERS = `FROM sale_order o JOIN customer c ON c.id = o.customer_id`;
const IN_PERIOD = 'o.brand_id = ? AND o.paid_day >= ? AND o.paid_day <= ?';
const FIGURES = `COUNT(DISTINCT ${BUYER}) AS buyers, COUNT(DISTINCT o.id) AS orders`;

/** How a line's item, or its category, is found. */
const JOINS: Readonly<Record<GoodsBy, string>> = {
  item: 'JOIN sale_order_line l ON l.order_id = o.id',
  category: `JOIN sale_order_line l ON l.order_id = o.id
    JOIN item i ON i.brand_id = o.brand_id AND i.code = l.item
    JOIN item_level v ON v.item_id = i.id
    JOIN item_category k ON k.id = v.category_id`,
};
const KEYS: Readonly<Record<GoodsBy, string>> = { item: 'l.item', category: 'k.path' };

const periodValues = (brandId: number, { fromDay, toDay }: GoodsPeriod): Value[] => [brandId, fromDay, toDay];

/** Everybody who bought anything in a period, and their orders. */
export async function buyersIn(
  reader: Reader,
  brandId: number,
  period: GoodsPeriod,
): Promise<{ buyers: number; orders: number }> {
  const [row] = await reader.query<{ buyers: number; orders: number }>(
    `SELECT COUNT(DISTINCT ${BUYER}) AS buyers, COUNT(*) AS orders ${ORDERS} WHERE ${IN_PERIOD}`,
    periodValues(brandId, period),
  );
  return row ?? { buyers: 0, orders: 0 };
}

/** What was paid for lines in a period, in fen. */
export async function paidForLines(reader: Reader, brandId: number, period: GoodsPeriod): Promise<number> {
  const [row] = await reader.query<{ fen: number | null }>(
    `SELECT CAST(SUM(l.amount_fen) AS SIGNED) AS fen FROM sale_order o ${JOINS.item} WHERE ${IN_PERIOD}`,
    periodValues(brandId, period),
  );
  return row?.fen ?? 0;
}

/**
 * Items or categories by how many people bought them, of two alike by their key.
 * @param depth of categories; null: the deepest level of each item
 */
export async function goodsRows(
  reader: Reader,
  brandId: number,
  period: GoodsPeriod,
  { by, depth, limit }: { readonly by: GoodsBy; readonly depth: number | null; readonly limit: number },
): Promise<Counted[]> {
  const level = depth === null ? ' AND v.category_id = i.category_id' : ' AND v.depth = ?';
  const narrowed = by === 'category' ? level : '';
  const values = [
    ...periodValues(brandId, period),
    ...(by === 'category' && depth !== null ? [depth] : []),
    limit,
  ];
  return reader.query<Counted>(
    `SELECT ${KEYS[by]} AS \`key\`, ${FIGURES}, CAST(SUM(l.amount_fen) AS SIGNED) AS amountFen
     ${ORDERS} ${JOINS[by]} WHERE ${IN_PERIOD}${narrowed}
     GROUP BY ${KEYS[by]} ORDER BY buyers DESC, ${KEYS[by]} LIMIT ?`,
    values,
  );
}

/** How many people bought both, in one order or in two. */
export async function goodsBoth(
  reader: Reader,
  brandId: number,
  period: GoodsPeriod,
  by: GoodsBy,
  keys: readonly [Buffer, Buffer],
): Promise<number> {
  const asked = keys[0].equals(keys[1]) ? 1 : 2;
  const [row] = await reader.query<{ buyers: number }>(
    `SELECT COUNT(*) AS buyers FROM (
       SELECT ${BUYER} AS buyer ${ORDERS} ${JOINS[by]} WHERE ${IN_PERIOD} AND ${KEYS[by]} IN (?, ?)
       GROUP BY buyer HAVING COUNT(DISTINCT ${KEYS[by]}) = ?) both_bought`,
    [...periodValues(brandId, period), ...keys, asked],
  );
  return row?.buyers ?? 0;
}
