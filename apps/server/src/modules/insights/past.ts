import { dayOf } from '@liuliang/domain';
import type { Brand } from '../brands';
import { depthFor } from './catalogue';
import { groupedBy } from './group';
import type { ChannelOrder, EventFact, FactsChange } from './histories';
import type { PastEvent, PastOrder, PastRefund } from './history.queries';
import { totalOfEvent, totalOfOrder, totalOfRefund, type CustomerTotal } from './totals';

export interface Past {
  readonly keptByAlias: ReadonlyMap<number, number>;
  readonly events: readonly PastEvent[];
  readonly orders: readonly PastOrder[];
  readonly refunds: readonly PastRefund[];
}

/** Everything that ever happened to some customers, as if it had come in one transaction. */
export function pastChange(brand: Brand, keptIds: readonly number[], past: Past): FactsChange {
  const keptOf = (customerId: number): number => past.keptByAlias.get(customerId) ?? customerId;
  const totals: CustomerTotal[] = [];
  const facts: EventFact[] = [];
  for (const event of past.events) {
    const customerId = keptOf(event.customerId);
    totals.push(totalOfEvent(customerId, event.occurredAtMs));
    const depth = depthFor(brand, event.type);
    if (depth === null || depth === 'none' || depth === 'purchase') continue;
    facts.push({ customerId, channel: event.channel, day: dayOf(event.occurredAtMs, brand.timeZone), depth });
  }

  const refundsByOrder = groupedBy(past.refunds, (refund) => refund.orderId);
  const purchases = new Map<number, ChannelOrder[]>(keptIds.map((customerId) => [customerId, []]));
  for (const order of past.orders) {
    const customerId = keptOf(order.customerId);
    const refunds = refundsByOrder.get(order.orderId) ?? [];
    totals.push(totalOfOrder(customerId, order.paidAtMs, order.amountFen));
    totals.push(...refunds.map((refund) => totalOfRefund(customerId, refund.amountFen)));
    purchases.get(customerId)?.push({ ...order, refunds });
  }
  return { facts, purchases, totals };
}
