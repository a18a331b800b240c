import type { Reader } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { keysetSql, type Newest, type PageAsk } from '../../platform/http';
import { toldOrders } from './entities';

/** Lines that were told of an order, and the order where it is here. */
export interface StoredLines {
  readonly id: number;
  readonly orderKey: Buffer;
  readonly state: 'waiting' | 'differs';
  readonly lines: number;
  readonly linesFen: number;
  readonly sinceMs: number;
  readonly orderId: number | null;
  readonly orderFen: number | null;
}

const SELECT = `SELECT t.id, t.order_key AS orderKey, t.state, t.line_count AS \`lines\`, t.amount_fen AS linesFen,
    t.received_at_ms AS sinceMs, o.id AS orderId, o.amount_fen AS orderFen
  FROM told_order t LEFT JOIN sale_order o ON o.brand_id = t.brand_id AND o.order_key = t.order_key`;

/** Lines of a brand in these states, by when they came, one order beyond the page. */
export function openLinesPage(
  reader: Reader,
  brandId: number,
  states: readonly RowOf<typeof toldOrders>['state'][],
  page: PageAsk<Newest>,
): Promise<StoredLines[]> {
  const rest = keysetSql(page, { atMs: 't.received_at_ms', id: 't.id' });
  const sql = `${SELECT} WHERE t.brand_id = ? AND t.state IN (${states.map(() => '?').join(',')})${rest.sql}`;
  return toldOrders.query<StoredLines>(reader, sql, [brandId, ...states, ...rest.values]);
}
