/** A refund waiting to be fitted into what its order is worth. */
export interface OpenRefund {
  readonly key: Buffer;
  readonly refundedAtMs: number;
  readonly amountFen: number;
}

export interface Fitted<R extends OpenRefund> {
  /** In the order applied; `refundedFenSoFar` counts this refund and everything before it. */
  readonly applied: readonly { readonly refund: R; readonly refundedFenSoFar: number }[];
  /** More than the order was worth, given the ones before them. */
  readonly excess: readonly R[];
}

/**
 * Which refunds an order still bears (ORDERS-2: what is applied never exceeds the amount). Earlier refunds go first,
 * of two at one instant the one with the smaller key, so that refunds which wait together are fitted the same way
 * whatever the order of their arrival. A refund is taken whole or not at all; a smaller one may still fit after it.
 *
 * @param refundedFen what was applied before
 */
export function fitRefunds<R extends OpenRefund>(
  amountFen: number,
  refundedFen: number,
  refunds: readonly R[],
): Fitted<R> {
  const applied: { refund: R; refundedFenSoFar: number }[] = [];
  const excess: R[] = [];
  let refundedFenSoFar = refundedFen;
  for (const refund of [...refunds].sort(byInstantThenKey)) {
    if (refundedFenSoFar + refund.amountFen > amountFen) excess.push(refund);
    else {
      refundedFenSoFar += refund.amountFen;
      applied.push({ refund, refundedFenSoFar });
    }
  }
  return { applied, excess };
}

const byInstantThenKey = (a: OpenRefund, b: OpenRefund): number =>
  a.refundedAtMs - b.refundedAtMs || Buffer.compare(a.key, b.key);
