import type { MovementRow } from './points.store';

/** A member's points by state; `available` is below zero while there is a debt. */
export interface PointsBalance {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
}

/** One line of a member's history, with the reason in data: the screen has the words. */
export interface PointsMovement {
  readonly transactionId: number;
  readonly kind: 'earn' | 'clawback' | 'merge' | 'adjustment';
  readonly points: number;
  readonly balanceAfter: number;
  readonly occurredAtMs: number;
  readonly explanation: Readonly<Record<string, string | number | null>>;
  /** The order that it is about, or null. */
  readonly orderId: number | null;
}

export interface PointsPage {
  readonly items: readonly PointsMovement[];
  /** Hand it in to go on; null at the end. */
  readonly nextCursor: number | null;
}

/** Lines in one answer, at most. */
export const HISTORY_LIMIT_MAX = 100;

export const NO_POINTS: PointsBalance = { available: 0, pending: 0, held: 0 };

export function toMovement(row: MovementRow): PointsMovement {
  return {
    transactionId: row.transaction_id,
    kind: row.kind === 'earn' || row.kind === 'clawback' || row.kind === 'merge' ? row.kind : 'adjustment',
    points: row.points,
    balanceAfter: row.balance_after,
    occurredAtMs: row.occurred_at_ms,
    explanation: JSON.parse(row.explanation) as PointsMovement['explanation'],
    orderId: row.reference_kind === 'order' ? row.reference_id : null,
  };
}
