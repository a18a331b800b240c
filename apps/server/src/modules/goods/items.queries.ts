import type { Reader, Value } from '../../platform/db/statements';
import { keysetSql, type ById, type PageAsk } from '../../platform/http';
import { items, type ItemRow } from './entities';
import { BUYER } from './figures.queries';
import type { GoodsPeriod } from './period';

/** An item with the path of its category. */
export type ListedItem = ItemRow & { readonly category: Buffer | null };

export interface ItemFilter {
  readonly search?: string | undefined;
  readonly category?: string | undefined;
  readonly state?: ItemRow['state'] | undefined;
}

const SELECT = `SELECT ${items.columns('i')}, k.path AS category FROM item i
  LEFT JOIN item_category k ON k.id = i.category_id AND k.brand_id = i.brand_id`;

/** Characters that mean something to LIKE. */
const literally = (text: string): string => text.replace(/[!%_]/g, (sign) => `!${sign}`);

/** Items of the catalogue, the newest first, one beyond the page. */
export async function itemsPage(
  reader: Reader,
  brandId: number,
  { search, category, state }: ItemFilter,
  page: PageAsk<ById>,
): Promise<ListedItem[]> {
  const rest = keysetSql(page, { id: 'i.id' });
  const conditions: [sql: string, ...values: Value[]][] = [['i.brand_id = ?', brandId]];
  if (state !== undefined) conditions.push(['i.state = ?', state]);
  if (search !== undefined) {
    // A range finds codes by their beginning: LIKE would take bytes for text.
    const from = Buffer.from(search);
    const until = Buffer.concat([from, Buffer.from([0xff])]);
    conditions.push([
      "(i.name LIKE ? ESCAPE '!' OR (i.code >= ? AND i.code < ?))",
      ...[`%${literally(search)}%`, from, until],
    ]);
  }
  if (category !== undefined)
    conditions.push([
      `EXISTS (SELECT 1 FROM item_level v JOIN item_category w ON w.id = v.category_id
        WHERE v.item_id = i.id AND w.brand_id = i.brand_id AND w.path = ?)`,
      Buffer.from(category),
    ]);
  const where = conditions.map(([sql]) => sql).join(' AND ');
  const values = conditions.flatMap(([, ...own]) => own);
  return items.query<ListedItem>(reader, `${SELECT} WHERE ${where}${rest.sql}`, [...values, ...rest.values]);
}

/** One item by its id. */
export async function itemById(reader: Reader, brandId: number, id: number): Promise<ListedItem | null> {
  const found = await items.query<ListedItem>(reader, `${SELECT} WHERE i.brand_id = ? AND i.id = ?`, [
    brandId,
    id,
  ]);
  return found[0] ?? null;
}

const OF_ITEM = `FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
  JOIN customer c ON c.id = o.customer_id WHERE l.item = ? AND o.brand_id = ? AND o.paid_day >= ? AND o.paid_day <= ?`;

/** What one item came to in a period. */
export async function itemFigures(reader: Reader, brandId: number, code: Buffer, period: GoodsPeriod) {
  const [row] = await reader.query<{ buyers: number; orders: number; pieces: number; amountFen: number }>(
    `SELECT COUNT(DISTINCT ${BUYER}) AS buyers, COUNT(DISTINCT o.id) AS orders,
       CAST(COALESCE(SUM(l.quantity), 0) AS SIGNED) AS pieces,
       CAST(COALESCE(SUM(l.amount_fen), 0) AS SIGNED) AS amountFen ${OF_ITEM}`,
    [code, brandId, period.fromDay, period.toDay],
  );
  return row ?? { buyers: 0, orders: 0, pieces: 0, amountFen: 0 };
}

/** Who bought an item in a period. */
export async function itemBuyers(
  reader: Reader,
  brandId: number,
  code: Buffer,
  period: GoodsPeriod,
): Promise<number[]> {
  const rows = await reader.query<{ buyer: number }>(`SELECT DISTINCT ${BUYER} AS buyer ${OF_ITEM}`, [
    ...[code, brandId, period.fromDay, period.toDay],
  ]);
  return rows.map(({ buyer }) => buyer);
}

/** What the buyers of an item bought besides in the same period, the most common first. */
export async function boughtWith(
  reader: Reader,
  brandId: number,
  code: Buffer,
  { fromDay, toDay }: GoodsPeriod,
  limit: number,
): Promise<{ code: Buffer; name: string | null; buyers: number }[]> {
  return reader.query(
    `SELECT x.item AS code, i.name AS name, x.buyers FROM (
       SELECT l2.item AS item, COUNT(DISTINCT b.buyer) AS buyers
       FROM (SELECT DISTINCT ${BUYER} AS buyer ${OF_ITEM}) b
       JOIN customer c2 ON c2.id = b.buyer OR c2.alias_of = b.buyer
       JOIN sale_order o2 ON o2.customer_id = c2.id AND o2.brand_id = ? AND o2.paid_day >= ? AND o2.paid_day <= ?
       JOIN sale_order_line l2 ON l2.order_id = o2.id AND l2.item <> ? AND l2.item <> ?
       GROUP BY l2.item ORDER BY buyers DESC, l2.item LIMIT ?) x
     LEFT JOIN item i ON i.brand_id = ? AND i.code = x.item ORDER BY x.buyers DESC, x.item`,
    [...[code, brandId, fromDay, toDay], ...[brandId, fromDay, toDay, code, Buffer.alloc(0), limit, brandId]],
  );
}

/** Codes that orders name and the catalogue does not have, the largest amounts first. */
export async function unlistedCodes(
  reader: Reader,
  brandId: number,
  limit: number,
): Promise<{ code: Buffer; lines: number; amountFen: number }[]> {
  return reader.query(
    `SELECT l.item AS code, COUNT(*) AS \`lines\`, CAST(SUM(l.amount_fen) AS SIGNED) AS amountFen
     FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id
     LEFT JOIN item i ON i.brand_id = o.brand_id AND i.code = l.item
     WHERE o.brand_id = ? AND i.id IS NULL AND l.item <> ? GROUP BY l.item ORDER BY amountFen DESC, l.item LIMIT ?`,
    [brandId, Buffer.alloc(0), limit],
  );
}
