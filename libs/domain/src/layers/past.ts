import type { Day } from '../shared/calendar';
import { dayOf } from '../shared/day';
import { groupedBy } from '../shared/grouped';
import { depthOf, type EventCatalogue } from './events';
import { foldRows, purchaseSteps, WHOLE_BRAND } from './facts';
import { historiesOf, type ChannelOrder, type EventFact, type FactsChange } from './histories';
import type { CustomerState } from './state';
import { totalOfEvent, totalOfOrder, totalOfRefund } from './totals';

/** Under whom the history of an alias counts; who is not in it stands for itself. */
type KeptByAlias = ReadonlyMap<number, number>;

export interface PastEvent {
  readonly customerId: number;
  readonly type: string;
  readonly occurredAtMs: number;
  readonly channel: number;
}

export interface PastOrder {
  readonly orderId: number;
  readonly customerId: number;
  readonly paidAtMs: number;
  readonly paidDay: Day;
  readonly amountFen: number;
  readonly channel: number;
}

export interface PastRefund {
  readonly orderId: number;
  readonly day: Day;
  readonly amountFen: number;
}

/** How a brand reads its events. */
export interface EventReading {
  readonly timeZone: string;
  /** Its own changes to the catalogue. */
  readonly catalogue: EventCatalogue;
}

/** What happened to some customers, by whatever id it is filed under. */
export interface Past {
  readonly events: readonly PastEvent[];
  readonly orders: readonly PastOrder[];
  readonly refunds: readonly PastRefund[];
}

/** Events as the facts see them. */
export function eventChange(
  { timeZone, catalogue }: EventReading,
  events: readonly PastEvent[],
  keptByAlias: KeptByAlias = new Map(),
): Pick<FactsChange, 'facts' | 'totals'> {
  const facts: EventFact[] = [];
  const totals = events.map(({ customerId: filedId, channel, type, occurredAtMs }) => {
    const customerId = keptByAlias.get(filedId) ?? filedId;
    const depth = depthOf(type, catalogue);
    if (depth !== null && depth !== 'none' && depth !== 'purchase')
      facts.push({ customerId, channel, day: dayOf(occurredAtMs, timeZone), depth });
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
  reading: EventReading,
  keptIds: readonly number[],
  past: Past,
  keptByAlias: KeptByAlias,
): FactsChange {
  const { facts, totals } = eventChange(reading, past.events, keptByAlias);
  const purchases = purchasesOf(keptIds, past, keptByAlias);
  const bought = [...purchases].flatMap(([customerId, orders]) =>
    orders.flatMap(({ paidAtMs, amountFen, refunds }) => [
      totalOfOrder(customerId, paidAtMs, amountFen),
      ...refunds.map((refund) => totalOfRefund(customerId, refund.amountFen)),
    ]),
  );
  return { facts, purchases, totals: [...totals, ...bought] };
}

/** The states of one person in the whole brand, oldest first, from everything that is filed under any of their ids. */
export function statesOf(reading: EventReading, family: readonly number[], past: Past): CustomerState[] {
  const [keptId = 0] = family;
  const change = pastChange(reading, [keptId], past, new Map(family.map((id) => [id, keptId])));
  const whole = historiesOf(change).find(({ scope }) => scope === WHOLE_BRAND);
  return whole ? foldRows(null, whole.bitsByDay, purchaseSteps(whole.orders ?? [])) : [];
}
