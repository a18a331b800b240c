import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { BrandsService } from '../brands';
import { eventRecorded, type RecordedEvent } from '../events';
import { customersMerged, customersUnmerged } from '../members';
import { orderPaid, refundApplied, type AppliedRefund, type PaidOrder } from '../orders';
import { FactsService } from './facts.service';
import { HistoryQueries } from './history.queries';
import type { FactsChange } from './histories';
import { eventChange, purchasesOf } from './past';
import { totalOfOrder, totalOfRefund } from './totals';

interface News {
  readonly events: readonly RecordedEvent[];
  readonly orders: readonly PaidOrder[];
  readonly refunds: readonly AppliedRefund[];
}

/** Folds what a transaction recorded into the facts, and the whole history of whoever was merged or parted in it. */
@Injectable()
export class FactsEffects implements OnModuleInit {
  constructor(
    private readonly effects: Effects,
    private readonly facts: FactsService,
    private readonly histories: HistoryQueries,
    private readonly brands: BrandsService,
  ) {}

  onModuleInit(): void {
    this.effects.on({
      name: 'insights.facts',
      step: 'facts',
      of: {
        events: eventRecorded,
        orders: orderPaid,
        refunds: refundApplied,
        merged: customersMerged,
        unmerged: customersUnmerged,
      },
      run: async (tx, brandId, { merged, unmerged, ...news }) => {
        const brand = await this.brands.byId(tx, brandId);
        const { facts, totals } = eventChange(brand, news.events);
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
        for (const { keptId } of merged) await this.facts.refold(tx, brand, keptId);
        for (const { keptId, aliasId } of unmerged) {
          await this.facts.refold(tx, brand, keptId);
          await this.facts.refold(tx, brand, aliasId);
        }
      },
    });
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
