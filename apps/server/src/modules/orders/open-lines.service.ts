import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { pageOf, type Newest, type Page, type PageAsk } from '../../platform/http';
import { openLinesPage, type StoredLines } from './open-lines.queries';

const OPEN = ['waiting', 'differs'] as const;

/** Lines of an order that are not its lines, by the numbers of the seller. */
export interface OpenLinesRow {
  readonly orderNumber: string;
  readonly state: (typeof OPEN)[number];
  readonly lines: number;
  readonly linesFen: number;
  /** 0 while the order is not here. */
  readonly orderId: number;
  readonly orderFen: number | null;
  readonly sinceMs: number;
}

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
    const states = state === undefined ? OPEN : [state];
    const rows = await this.db.read((reader) => openLinesPage(reader, brandId, states, page));
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

const shown = ({
  orderKey,
  orderId,
  state,
  lines,
  linesFen,
  orderFen,
  sinceMs,
}: StoredLines): OpenLinesRow => ({
  ...{ orderNumber: orderKey.toString(), state, lines, linesFen },
  ...{ orderId: orderId ?? 0, orderFen, sinceMs },
});
