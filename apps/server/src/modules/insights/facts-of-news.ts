import { Injectable } from '@nestjs/common';
import { eventChange, purchasesOf, totalOfOrder, totalOfRefund, type FactsChange } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import type { RecordedEvent } from '../events';
import type { MergedCustomers } from '../members';
import type { AppliedRefund, CorrectedOrder, PaidOrder } from '../orders';
import { FactsService } from './facts.service';
import { HistoryQueries } from './history.queries';
import { readingOf } from './rules';

interface News {
  readonly events: readonly RecordedEvent[];
  readonly orders: readonly PaidOrder[];
  readonly refunds: readonly AppliedRefund[];
}

interface FoldedNews extends News {
  readonly merged: readonly MergedCustomers[];
  readonly unmerged: readonly MergedCustomers[];
  readonly corrected: readonly CorrectedOrder[];
}

/** Folds what a transaction recorded into the facts, and the whole history of whoever was merged or parted in it. */
@Injectable()
export class FactsOfNews {
  constructor(
    private readonly facts: FactsService,
    private readonly histories: HistoryQueries,
    private readonly brands: BrandsService,
  ) {}

  async fold(tx: Tx, brandId: number, { merged, unmerged, corrected, ...news }: FoldedNews): Promise<void> {
    const brand = await this.brands.byId(tx, brandId);
    const { facts, totals } = eventChange(readingOf(brand), news.events);
    await this.facts.apply(tx, brand, {
      facts,
      purchases: await this.purchases(tx, news),
      totals: [
        ...totals,
        ...news.orders.map((order) => totalOfOrder(order.customerId, order.paidAtMs, order.amountFen)),
        ...news.refunds.map((refund) => totalOfRefund(refund.customerId, refund.amountFen)),
      ],
    });
    // Whole histories come last: they hold the news already.
    // A corrected order may have left a day on which it was, so that more than what is new has to be folded.
    for (const customerId of new Set(corrected.map((one) => one.customerId)))
      await this.facts.refold(tx, brand, customerId);
    for (const { keptId } of merged) await this.facts.refold(tx, brand, keptId);
    for (const { keptId, aliasId } of unmerged) {
      await this.facts.refold(tx, brand, keptId);
      await this.facts.refold(tx, brand, aliasId);
    }
  }

  /** All orders of whoever bought or gave back, those filed under their aliases too. */
  private async purchases(tx: Tx, { orders, refunds }: News): Promise<FactsChange['purchases']> {
    const keptOf = new Map<number, number>();
    for (const { customerId, family } of [...orders, ...refunds])
      for (const id of family) keptOf.set(id, customerId);
    if (keptOf.size === 0) return new Map();
    const past = await this.histories.orders(tx, [...keptOf.keys()]);
    const refunded = past.filter((order) => order.refundedFen > 0 || order.amountFen === 0);
    const ids = refunded.map(({ orderId }) => orderId);
    const given = await this.histories.refundsOf(tx, ids);
    return purchasesOf(new Set(keptOf.values()), { orders: past, refunds: given }, keptOf);
  }
}
