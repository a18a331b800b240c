import type { QualifyingEntry, TierCause } from './history';

/** What moved growth, as its posting says. */
export interface GrowthOrigin {
  readonly kind: string;
  readonly referenceKind: string;
  readonly referenceId: number;
  readonly transactionId: number;
}

/** A movement of somebody's growth. */
export interface GrowthMove extends GrowthOrigin {
  readonly customerId: number;
  /** The movement that this one takes back; 0: none. */
  readonly reversesId: number;
  readonly occurredAtMs: number;
  readonly amount: number;
  /** Taken for a refund, or given back because the refund does not count: dated as the refund. */
  readonly isOfRefund: boolean;
}

export interface Spending {
  readonly orderId: number;
  readonly customerId: number;
  readonly paidAtMs: number;
  readonly amountFen: number;
}

export interface SpendingRefund {
  readonly orderId: number;
  readonly refundedAtMs: number;
  readonly amountFen: number;
}

/** An entry and under whose id it is filed. */
export interface OwnedEntry {
  readonly customerId: number;
  readonly entry: QualifyingEntry;
}

/** Growth as qualifying entries. What was taken back counts in the window of what had given it. */
export function growthEntries(moves: readonly GrowthMove[]): OwnedEntry[] {
  const byTransaction = new Map(moves.map((move) => [move.transactionId, move]));
  const sourceOf = (move: GrowthMove): string => `${move.referenceKind}:${move.referenceId}`;
  const earned = new Map(moves.filter(({ kind }) => kind === 'earn').map((move) => [sourceOf(move), move]));
  return moves.map((move): OwnedEntry => {
    const { customerId, occurredAtMs: effectiveAtMs, amount } = move;
    const origin =
      byTransaction.get(move.reversesId) ?? (move.isOfRefund ? earned.get(sourceOf(move)) : undefined);
    const atMs = origin?.occurredAtMs ?? effectiveAtMs;
    return { customerId, entry: { atMs, effectiveAtMs, basis: 'growth', amount, cause: growthCause(move) } };
  });
}

/** Net spend as qualifying entries: a refund takes away in the window of its order. */
export function spendEntries(orders: readonly Spending[], refunds: readonly SpendingRefund[]): OwnedEntry[] {
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  const entryOf = (
    { customerId, orderId, paidAtMs: atMs }: Spending,
    kind: 'order' | 'refund',
    effectiveAtMs: number,
    amount: number,
  ): OwnedEntry => {
    return {
      customerId,
      entry: { atMs, effectiveAtMs, basis: 'net_spend', amount, cause: { kind, id: orderId } },
    };
  };
  return [
    ...orders.map((order) => entryOf(order, 'order', order.paidAtMs, order.amountFen)),
    ...refunds.flatMap(({ orderId, refundedAtMs, amountFen }) => {
      const order = byId.get(orderId);
      return order ? [entryOf(order, 'refund', refundedAtMs, -amountFen)] : [];
    }),
  ];
}

/** What moved growth, as the record of tiers names it. */
export function growthCause({ kind, referenceKind, referenceId, transactionId }: GrowthOrigin): TierCause {
  if (referenceKind === 'order') return { kind: kind === 'clawback' ? 'refund' : 'order', id: referenceId };
  if (referenceKind === 'event') return { kind: 'event', id: referenceId };
  return { kind: 'adjustment', id: transactionId };
}
