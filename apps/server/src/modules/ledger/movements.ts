import type { PointsItem, PointsReason } from '@liuliang/contract';
import type { z } from 'zod';
import { explanationOf, type Explanation } from './posting-rows';
import type { ExplainedLotRow } from './lot-reads.queries';
import type { AboutRow, MovementRow } from './reads.queries';

export type MovementKind = z.output<typeof PointsItem>['kind'];

/** What points came from or went to; the area that knows orders adds their numbers and stores. */
export interface MovementReason {
  readonly about: z.output<typeof PointsReason>['about'];
  /** What a hold was for; null when it is about none. */
  readonly purpose: string | null;
  /** Row id of the order that it is about, or null. */
  readonly orderId: number | null;
  /** The sum behind the points, as whoever gave them wrote it down. */
  readonly explanation: Explanation;
}

/** One line of a history, with the reason in data: the screen has the words. */
export interface PointsMovement extends MovementReason {
  readonly transactionId: number;
  readonly kind: MovementKind;
  readonly points: number;
  readonly balanceAfter: number;
  readonly occurredAtMs: number;
}

export interface PointsPage {
  readonly items: readonly PointsMovement[];
  /** Version of the account to go on below; null at the end. */
  readonly next: number | null;
}

/** Lines in one answer, at most. */
export const HISTORY_LIMIT_MAX = 100;

const kinds: Readonly<Record<string, MovementKind>> = {
  earn: 'earn',
  activate: 'activate',
  hold: 'spend',
  // Only the receiver of a transfer is credited by a capture.
  capture: 'transfer',
  release: 'return',
  restore: 'return',
  clawback: 'clawback',
  expire: 'expire',
  transfer: 'transfer',
  merge: 'merge',
  opening: 'opening',
};

const abouts: Readonly<Record<string, MovementReason['about']>> = {
  order: 'order',
  refund: 'refund',
  event: 'event',
  gift: 'gift',
  tier: 'tier',
  exchange: 'exchange',
  payout: 'payout',
  merge: 'merge',
  hold: 'hold',
};

export function toMovement(row: MovementRow): PointsMovement {
  return {
    transactionId: row.transaction_id,
    kind: kinds[row.kind] ?? 'adjustment',
    points: row.points,
    balanceAfter: row.balance_after,
    occurredAtMs: row.occurred_at_ms,
    ...reasonOf(row),
  };
}

/** What moved a lot is told by what opened it: points expire *of an order*. */
export function reasonOf(row: AboutRow): MovementReason {
  const { lot_kind, lot_reference_kind, lot_reference_id, lot_explanation } = row;
  return lot_kind === null
    ? reasonFrom(row.kind, row.reference_kind, row.reference_id, row.explanation, row.purpose)
    : reasonFrom(lot_kind, lot_reference_kind, lot_reference_id, lot_explanation, row.purpose);
}

/** Where a lot came from; one from before there were lots is a balance carried over. */
export function reasonOfLot(lot: ExplainedLotRow): MovementReason {
  return lot.kind === null
    ? reasonFrom('opening', null, null, null, null)
    : reasonFrom(lot.kind, lot.reference_kind, lot.reference_id, lot.explanation, lot.purpose);
}

function reasonFrom(
  kind: string,
  referenceKind: string | null,
  referenceId: number | null,
  explanation: string | null,
  purpose: string | null,
): MovementReason {
  return {
    about: aboutOf(kind, referenceKind),
    purpose,
    orderId: referenceKind === 'order' ? referenceId : null,
    explanation: explanation === null ? {} : explanationOf(explanation),
  };
}

function aboutOf(kind: string, referenceKind: string | null): MovementReason['about'] {
  // The posting that places a hold is its own reference.
  if (kind === 'opening' || kind === 'hold') return kind;
  return abouts[referenceKind ?? ''] ?? 'adjustment';
}
