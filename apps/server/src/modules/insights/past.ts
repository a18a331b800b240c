import { dayOf } from '@liuliang/domain';
import type { Brand } from '../brands';
import { depthFor } from './catalogue';
import { groupedBy } from './group';
import type { ChannelOrder, EventFact, FactsChange } from './histories';
import type { PastEvent, PastOrder, PastRefund } from './history.queries';
import { totalOfEvent, totalOfOrder, totalOfRefund } from './totals';

/** Under whom the history of an alias counts; who is not in it stands for itself. */
type KeptByAlias = ReadonlyMap<number, number>;

/** What happened to some customers, by whatever id it is filed under. */
export interface Past {
  readonly events: readonly PastEvent[];
  readonly orders: readonly PastOrder[];
  readonly refunds: readonly PastRefund[];
}

/** Events as the facts see them. */
export function eventChange(
  brand: Brand,
  events: readonly PastEvent[],
  keptByAlias: KeptByAlias = new Map(),
): Pick<FactsChange, 'facts' | 'totals'> {
  const facts: EventFact[] = [];
  const totals = events.map(({ customerId: filedId, channel, type, occurredAtMs }) => {
    const customerId = keptByAlias.get(filedId) ?? filedId;
    const depth = depthFor(brand, type);
    if (depth !== null && depth !== 'none' && depth !== 'purchase')
      facts.push({ customerId, channel, day: dayOf(occurredAtMs, brand.timeZone), depth });
    return totalOfEvent(customerId, occurredAtMs);
  });
  return { facts, totals };
}

/** Orders by kept customer, each with its applied refunds. */
export function purchasesOf(
  keptIds: Iterable<number>,
  { orders, refunds }: Omit<Past, 'events'>,
  keptByAlias: KeptByAlias,
): Map<number, (PastOrder & ChannelOrder)[]> {
  const refundsByOrder = groupedBy(refunds, (refund) => refund.orderId);
  const purchases = new Map<number, (PastOrder & ChannelOrder)[]>(
    [...keptIds].map((customerId) => [customerId, []]),
  );
  for (const order of orders) {
    const own = purchases.get(keptByAlias.get(order.customerId) ?? order.customerId);
    own?.push({ ...order, refunds: refundsByOrder.get(order.orderId) ?? [] });
  }
  return purchases;
}
/** Everything that ever happened to some customers, as if it had come in one transaction. */
export function pastChange(
  brand: Brand,
  keptIds: readonly number[],
  past: Past,
  keptByAlias: KeptByAlias,
): FactsChange {
  const { facts, totals } = eventChange(brand, past.events, keptByAlias);
  const purchases = purchasesOf(keptIds, past, keptByAlias);
  const bought = [...purchases].flatMap(([customerId, orders]) =>
    orders.flatMap(({ paidAtMs, amountFen, refunds }) => [
      totalOfOrder(customerId, paidAtMs, amountFen),
      ...refunds.map((refund) => totalOfRefund(customerId, refund.amountFen)),
    ]),
  );
  return { facts, purchases, totals: [...totals, ...bought] };
}
