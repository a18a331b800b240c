/** Running figures of a customer. Instants: 0 means none. */
export interface CustomerTotal {
  readonly customerId: number;
  readonly orders: number;
  readonly paidFen: number;
  readonly refundedFen: number;
  /** First and last event or paid order; a refund is no visit. */
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
  readonly lastOrderAtMs: number;
}

/** One entry per customer: sums added, instants widened. */
export function mergedTotals(totals: readonly CustomerTotal[]): CustomerTotal[] {
  const byCustomer = new Map<number, CustomerTotal>();
  for (const total of totals) {
    const known = byCustomer.get(total.customerId);
    byCustomer.set(total.customerId, known ? addTotals(known, total) : total);
  }
  return [...byCustomer.values()];
}

/** What one event adds. */
export function totalOfEvent(customerId: number, occurredAtMs: number): CustomerTotal {
  return { ...nothing(customerId), firstSeenAtMs: occurredAtMs, lastSeenAtMs: occurredAtMs };
}

/** What one paid order adds. */
export function totalOfOrder(customerId: number, paidAtMs: number, amountFen: number): CustomerTotal {
  return { ...totalOfEvent(customerId, paidAtMs), orders: 1, paidFen: amountFen, lastOrderAtMs: paidAtMs };
}

/** What one applied refund adds. */
export function totalOfRefund(customerId: number, refundedFen: number): CustomerTotal {
  return { ...nothing(customerId), refundedFen };
}

/** What to write so that the stored figures become the wanted ones, and whose figures go. */
export function totalsDifference(
  stored: readonly CustomerTotal[],
  wanted: readonly CustomerTotal[],
): { readonly totals: CustomerTotal[]; readonly totalsGone: number[] } {
  const left = new Map(stored.map((total) => [total.customerId, total]));
  const totals = wanted.filter((total) => {
    const before = left.get(total.customerId);
    left.delete(total.customerId);
    return !before || !isSameTotal(before, total);
  });
  return { totals, totalsGone: [...left.keys()] };
}

function isSameTotal(a: CustomerTotal, b: CustomerTotal): boolean {
  return (
    a.orders === b.orders &&
    a.paidFen === b.paidFen &&
    a.refundedFen === b.refundedFen &&
    a.firstSeenAtMs === b.firstSeenAtMs &&
    a.lastSeenAtMs === b.lastSeenAtMs &&
    a.lastOrderAtMs === b.lastOrderAtMs
  );
}

function nothing(customerId: number): CustomerTotal {
  return {
    customerId,
    orders: 0,
    paidFen: 0,
    refundedFen: 0,
    firstSeenAtMs: 0,
    lastSeenAtMs: 0,
    lastOrderAtMs: 0,
  };
}

function addTotals(a: CustomerTotal, b: CustomerTotal): CustomerTotal {
  return {
    customerId: a.customerId,
    orders: a.orders + b.orders,
    paidFen: a.paidFen + b.paidFen,
    refundedFen: a.refundedFen + b.refundedFen,
    firstSeenAtMs: earliest(a.firstSeenAtMs, b.firstSeenAtMs),
    lastSeenAtMs: Math.max(a.lastSeenAtMs, b.lastSeenAtMs),
    lastOrderAtMs: Math.max(a.lastOrderAtMs, b.lastOrderAtMs),
  };
}

/** 0 means never, so it is not the earliest. */
function earliest(aMs: number, bMs: number): number {
  return aMs === 0 || bMs === 0 ? Math.max(aMs, bMs) : Math.min(aMs, bMs);
}
