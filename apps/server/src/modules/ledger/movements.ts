import type { PointsItem, PointsReason } from '@liuliang/contract';
import { DAY_MS } from '@liuliang/domain';
import type { z } from 'zod';
import type { CarriedFact } from './merge-balances';
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
  /** When the ledger heard of an order, refund or event that came late; null where it came in time. */
  readonly heardAtMs: number | null;
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
  settle: 'settle',
};

/** What comes by the nightly file of a shop is in time. */
const IN_TIME_MS = 2 * DAY_MS;
/** What people and shops do elsewhere, and the ledger hears of. A correction says itself what it is about. */
const TOLD: ReadonlySet<string> = new Set(['earn', 'clawback']);

const ABOUTS = ['order', 'refund', 'event', 'gift', 'tier', 'exchange', 'payout', 'merge', 'hold'] as const;

export function toMovement(row: MovementRow): PointsMovement {
  const carried = carriedIn(row.kind, row.explanation);
  return {
    transactionId: row.transactionId,
    kind: carried?.tells ?? movementKind(row),
    points: row.points,
    balanceAfter: row.balanceAfter,
    occurredAtMs: carried?.tells === 'earn' ? carried.causeAtMs : row.occurredAtMs,
    ...reasonOf(row),
  };
}

/** Of points of an alias that go on to whom it was merged into: the fact that came late, which says more than a merge. */
function carriedIn(kind: string, explanation: string | null): CarriedFact | null {
  if (kind !== 'merge' || explanation === null) return null;
  const told = explanationOf(explanation) as Partial<CarriedFact>;
  const { cause, causeAtMs, tells } = told;
  return cause === undefined || causeAtMs === undefined || tells === undefined
    ? null
    : { cause, causeAtMs, tells };
}

/** A correction of points that wait becomes a change of what is available when they do: it is told as the correction. */
const movementKind = ({ kind, lotKind }: MovementRow): MovementKind =>
  kind === 'activate' && lotKind === 'settle' ? 'settle' : (kinds[kind] ?? 'adjustment');

/** What moved a lot is told by what opened it: points expire *of an order*. */
export function reasonOf(row: AboutRow): MovementReason {
  const { lotKind, lotReferenceKind, lotReferenceId, lotExplanation } = row;
  if (lotKind === null) return reasonFrom(row);
  const [referenceKind, referenceId] = [lotReferenceKind, lotReferenceId];
  return reasonFrom({ ...row, kind: lotKind, referenceKind, referenceId, explanation: lotExplanation });
}

/** Where a lot came from; one from before there were lots is a balance carried over. */
export const reasonOfLot = (lot: ExplainedLotRow): MovementReason =>
  reasonFrom({ ...lot, kind: lot.kind ?? 'opening' });

interface Cause extends Pick<ExplainedLotRow, 'explanation' | 'purpose' | 'happenedAtMs' | 'heardAtMs'> {
  readonly kind: string;
  readonly referenceKind: string | null;
  readonly referenceId: number | null;
}

function reasonFrom(cause: Cause): MovementReason {
  const { kind, referenceKind, referenceId, explanation, purpose } = cause;
  const carried = carriedIn(kind, explanation);
  if (carried) return reasonOfCarried(carried, cause);
  return {
    about: aboutOf(kind, referenceKind),
    purpose,
    orderId: referenceKind === 'order' ? referenceId : null,
    explanation: explanation === null ? {} : explanationOf(explanation),
    heardAtMs: TOLD.has(kind) ? heardLate(cause) : null,
  };
}

function reasonOfCarried({ cause, causeAtMs, tells }: CarriedFact, of: Cause): MovementReason {
  const [kind, id] = cause.split(':');
  return {
    about: ABOUTS.find((about) => about === kind) ?? 'adjustment',
    purpose: null,
    orderId: kind === 'order' ? Number(id) : null,
    explanation: tells === 'settle' ? { cause, causeAtMs } : {},
    heardAtMs: heardLate({ ...of, happenedAtMs: causeAtMs }),
  };
}

const heardLate = ({ happenedAtMs, heardAtMs }: Cause): number | null =>
  happenedAtMs !== null && heardAtMs !== null && heardAtMs - happenedAtMs > IN_TIME_MS ? heardAtMs : null;

function aboutOf(kind: string, referenceKind: string | null): MovementReason['about'] {
  // The posting that places a hold is its own reference.
  if (kind === 'opening' || kind === 'hold') return kind;
  return ABOUTS.find((about) => about === referenceKind) ?? 'adjustment';
}
