import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { keysetSql, pageOf, type Newest, type Page, type PageAsk } from '../../platform/http';
import { toldOrders } from './entities';

/** Lines of an order that are not its lines, by the numbers of the seller. */
export interface OpenLinesRow {
  readonly orderNumber: string;
  readonly state: 'waiting' | 'differs';
  readonly lines: number;
  readonly linesFen: number;
  /** 0 while the order is not here. */
  readonly orderId: number;
  readonly orderFen: number | null;
  readonly sinceMs: number;
}

type Stored = Omit<OpenLinesRow, 'orderNumber' | 'orderId'> & {
  readonly id: number;
  readonly orderKey: Buffer;
  readonly orderId: number | null;
};

const SELECT = `SELECT t.id, t.order_key AS orderKey, t.state, t.line_count AS \`lines\`, t.amount_fen AS linesFen,
    t.received_at_ms AS sinceMs, o.id AS orderId, o.amount_fen AS orderFen
  FROM told_order t LEFT JOIN sale_order o ON o.brand_id = t.brand_id AND o.order_key = t.order_key`;

/** Rows of one read when all of them are wanted. */
const ROWS_PER_READ = 1_000;

/** Which lines wait for their orders, or do not add up to them. They leave the list in the transaction that mends it. */
@Injectable()
export class OpenLines {
  constructor(private readonly db: Database) {}

  async page(
    brandId: number,
    state: OpenLinesRow['state'] | undefined,
    page: PageAsk<Newest>,
  ): Promise<Page<OpenLinesRow, Newest>> {
    const rest = keysetSql(page, { atMs: 't.received_at_ms', id: 't.id' });
    const states = state === undefined ? ['waiting', 'differs'] : [state];
    const rows = await this.db.read((reader) =>
      toldOrders.query<Stored>(
        reader,
        `${SELECT} WHERE t.brand_id = ? AND t.state IN (${states.map(() => '?').join(',')})${rest.sql}`,
        [brandId, ...states, ...rest.values],
      ),
    );
    const { items, next } = pageOf(rows, page.limit, ({ sinceMs, id }) => ({ atMs: sinceMs, id }));
    return { items: items.map(shown), next };
  }

  /** All of them, the longest waiting first. */
  async *all(brandId: number): AsyncGenerator<OpenLinesRow[]> {
    let after: Newest | null = null;
    do {
      const page: Page<OpenLinesRow, Newest> = await this.page(brandId, undefined, {
        after,
        limit: ROWS_PER_READ,
        isOldestFirst: true,
      });
      yield page.items;
      after = page.next;
    } while (after);
  }
}

const shown = ({ orderKey, orderId, state, lines, linesFen, orderFen, sinceMs }: Stored): OpenLinesRow => ({
  ...{ orderNumber: orderKey.toString(), state, lines, linesFen },
  ...{ orderId: orderId ?? 0, orderFen, sinceMs },
});
