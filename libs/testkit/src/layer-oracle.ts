import type { Depth, LayerWindows, OrderFact } from '@liuliang/domain';

/** One thing that a customer did on a day. */
export interface HandEvent {
  readonly day: number;
  readonly depth: Depth;
}

/**
 * The 5R layer of a customer on a day, straight from the words of HANDBOOK 4: keeps every event and order, filters
 * them anew for each day, and knows nothing of states. Slow on purpose; what is fast is compared with it.
 */
export function layerByHand(
  events: readonly HandEvent[],
  orders: readonly OrderFact[],
  day: number,
  windows: LayerWindows,
): string {
  const seen = (depth: Depth): boolean =>
    events.some(
      (event) => event.depth === depth && event.day <= day && event.day >= day - windows.interaction + 1,
    );
  const purchaseDays = new Set(
    orders.filter((order) => countsByHand(order, day)).map((order) => order.paidDay),
  );
  const lastIsRecent = [...purchaseDays].some((paidDay) => paidDay >= day - windows.purchase + 1);
  if (purchaseDays.size >= 2 && lastIsRecent) return 'R5';
  if (purchaseDays.size === 1 && lastIsRecent) return 'R4';
  if (seen('deep')) return 'R3';
  if (seen('shallow')) return 'R2';
  if (seen('touch')) return 'R1';
  return 'none';
}

/** An order counts on a day unless its refunds up to that day reach its amount; one without refunds counts. */
function countsByHand(order: OrderFact, day: number): boolean {
  if (order.paidDay > day) return false;
  const refunds = order.refunds.filter((refund) => refund.day <= day);
  return refunds.length === 0 || refunds.reduce((sum, refund) => sum + refund.amountFen, 0) < order.amountFen;
}
