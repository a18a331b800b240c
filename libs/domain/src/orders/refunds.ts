import type { RefundState } from '../shared/refund-state';
import type { NewRefundLine } from './lines';

/** A refund waiting to be fitted into what its order is worth. */
export interface OpenRefund {
  /** The sender's, compared byte by byte. */
  readonly refundKey: Uint8Array;
  readonly refundedAtMs: number;
  readonly amountFen: number;
  /** Of which lines; empty: of the order as a whole. */
  readonly lines: readonly NewRefundLine[];
}

/** An order as refunds see it. Without lines, refunds of lines count as refunds of the whole. */
export interface OrderWorth {
  readonly amountFen: number;
  /** What was applied before. */
  readonly refundedFen: number;
  readonly lines: readonly {
    readonly line: number;
    readonly amountFen: number;
    readonly refundedFen: number;
  }[];
}

export interface Fitted<R extends OpenRefund> {
  /** In the order applied; figures count this refund and everything before it. */
  readonly applied: readonly {
    readonly refund: R;
    readonly refundedFenSoFar: number;
    readonly state: RefundState;
  }[];
  /** More than the order, or one of its lines, was worth, given the ones before them. */
  readonly excess: readonly R[];
}

/**
 * Which refunds an order still bears (ORDERS-2: what is applied never exceeds the amount). Earlier refunds go first,
 * of two at one instant the one with the smaller key, so that refunds which wait together are fitted the same way
 * whatever the order of their arrival. A refund is taken whole or not at all; a smaller one may still fit after it.
 */
export function fitRefunds<R extends OpenRefund>(order: OrderWorth, refunds: readonly R[]): Fitted<R> {
  const applied: { refund: R; refundedFenSoFar: number; state: RefundState }[] = [];
  const excess: R[] = [];
  const ofLine = new Map(order.lines.map(({ line, refundedFen }) => [line, refundedFen]));
  let refundedFenSoFar = order.refundedFen;
  for (const refund of [...refunds].sort(byInstantThenKey)) {
    if (refundedFenSoFar + refund.amountFen > order.amountFen || !fitsLines(order, ofLine, refund)) {
      excess.push(refund);
      continue;
    }
    refundedFenSoFar += refund.amountFen;
    for (const { line, amountFen } of refund.lines) {
      const before = ofLine.get(line);
      if (before !== undefined) ofLine.set(line, before + amountFen);
    }
    applied.push({ refund, refundedFenSoFar, state: stateOf(order, ofLine, refundedFenSoFar) });
  }
  return { applied, excess };
}

function fitsLines(order: OrderWorth, ofLine: ReadonlyMap<number, number>, refund: OpenRefund): boolean {
  if (order.lines.length === 0) return true;
  return refund.lines.every(({ line, amountFen }) => {
    const worth = order.lines.find((one) => one.line === line)?.amountFen ?? 0;
    return (ofLine.get(line) ?? 0) + amountFen <= worth;
  });
}

function stateOf(order: OrderWorth, ofLine: ReadonlyMap<number, number>, refundedFen: number): RefundState {
  if (order.lines.length === 0) {
    return { lines: [{ line: 0, amountFen: order.amountFen, refundedFen: 0 }], unlinedFen: refundedFen };
  }
  const lines = order.lines.map(({ line, amountFen }) => ({
    line,
    amountFen,
    refundedFen: ofLine.get(line) ?? 0,
  }));
  return { lines, unlinedFen: refundedFen - lines.reduce((sum, one) => sum + one.refundedFen, 0) };
}

const byInstantThenKey = (a: OpenRefund, b: OpenRefund): number =>
  a.refundedAtMs - b.refundedAtMs || byBytes(a.refundKey, b.refundKey);

function byBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at < 0 ? a.length - b.length : (a[at] as number) - (b[at] ?? -1);
}
