import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import type { Brand } from '../brands';
import type { LockedCustomers } from '../members';
import { toldOrders } from './entities';
import { takeLines } from './line-intake';
import { orderCorrected } from './marks';
import { judgeLines, type LineOutcome, type NewToldLine } from './told-lines';

/** Lines of orders that come by themselves, before their orders or after them (ORDERS-6). */
@Injectable()
export class OrderLinesService {
  constructor(private readonly effects: Effects) {}

  /**
   * Records lines. An order whose lines change is told as corrected: points by item follow.
   * @param customers whose the orders are that are here, locked
   * @param corrects whether a line with other content than before replaces what is there
   */
  async record(
    tx: Tx,
    brand: Brand,
    rows: readonly NewToldLine[],
    { customers, corrects }: { readonly customers: LockedCustomers; readonly corrects: boolean },
  ): Promise<LineOutcome[]> {
    const { outcomes, completed } = await takeLines(tx, brand.id, customers, rows, corrects);
    this.effects.mark(tx, brand.id, orderCorrected, completed);
    return outcomes;
  }

  /** What `record` would answer, writing nothing. */
  judge(
    reader: Reader,
    brand: Brand,
    rows: readonly NewToldLine[],
    corrects: boolean,
  ): Promise<LineOutcome[]> {
    return judgeLines(reader, brand.id, rows, corrects);
  }

  /** Which of these orders have lines that do not add up to their amount. */
  async differing(reader: Reader, brandId: number, orderKeys: readonly Buffer[]): Promise<Buffer[]> {
    const where = { orderKey: orderKeys, state: 'differs' as const };
    const open = await toldOrders.select(reader, brandId, where, { columns: ['orderKey'] });
    return open.map(({ orderKey }) => orderKey);
  }
}
