import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { pageOf, type Newest, type Page, type PageAsk } from '../../platform/http';
import { waitingPage, type WaitingRow } from './waiting.queries';

/** A refund whose order has not come yet, by the numbers of the seller; whose it is nobody knows before. */
export interface WaitingRefund {
  readonly refundId: string;
  readonly orderId: string;
  readonly amountFen: number;
  readonly refundedAtMs: number;
  readonly waitingSinceMs: number;
  /** null: taken in before this was noted. */
  readonly source: 'file' | 'api' | null;
}

/** Rows of one read when all of them are wanted. */
const ROWS_PER_READ = 1_000;

/** Which refunds wait for their orders. One leaves the list in the transaction that brings its order. */
@Injectable()
export class WaitingRefunds {
  constructor(private readonly db: Database) {}

  async page(brandId: number, page: PageAsk<Newest>): Promise<Page<WaitingRefund, Newest>> {
    const rows = await this.db.read((reader) => waitingPage(reader, brandId, page));
    const { items, next } = pageOf(rows, page.limit, ({ receivedAtMs, id }) => ({ atMs: receivedAtMs, id }));
    return { items: items.map(shown), next };
  }

  /** All of them, the longest waiting first. */
  async *all(brandId: number): AsyncGenerator<WaitingRefund[]> {
    let after: Newest | null = null;
    do {
      const page: Page<WaitingRefund, Newest> = await this.page(brandId, {
        after,
        limit: ROWS_PER_READ,
        isOldestFirst: true,
      });
      yield page.items;
      after = page.next;
    } while (after);
  }
}

const shown = ({ refundKey, orderKey, receivedAtMs, source, amountFen, refundedAtMs }: WaitingRow) => ({
  refundId: refundKey.toString(),
  orderId: orderKey.toString(),
  amountFen,
  refundedAtMs,
  waitingSinceMs: receivedAtMs,
  source: source || null,
});
