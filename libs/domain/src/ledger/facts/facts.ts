import type { ClawbackPolicy } from '../lots';
import type { Funder } from '../posting';

/** Something that happened to one owner's points, at its own time. */
interface Happened {
  readonly atMs: number;
  /** Whose fact it is: the member who had it when it was recorded, whoever has the points since. */
  readonly ownerId: number;
  /** Settles the order of facts of one kind at one instant. */
  readonly id: number;
  /** Recorded at the very instant at which it happened, so that ids tell what was first. */
  readonly isLive: boolean;
}

/** Points given: by an order, an event, by hand, by somebody else, with the terms of their lot. */
export interface CreditFact extends Happened {
  readonly kind: 'credit';
  /** Key of the earning; refunds name it. */
  readonly source: string;
  readonly points: number;
  readonly funder: Funder;
  readonly storeId: number;
  readonly activatesAtMs: number;
  readonly expiresAtMs: number;
  /** The activity moves the end of all points that are alive to this instant; null: it does not. */
  readonly extendToMs: number | null;
}

/** A refund makes a part of an earning undue; `points` is what it adds, whatever is still there. */
export interface RefundFact extends Happened {
  readonly kind: 'refund';
  readonly source: string;
  readonly points: number;
  readonly funder: Funder;
  readonly policy: ClawbackPolicy;
  /** When it happened, though it may count as of its receipt: `only-pending` asks whether points were pending then. */
  readonly refundedAtMs: number;
}

/** A refund as whoever knows of it tells it: the earning says the rest. */
export type ToldRefund = Omit<RefundFact, 'kind' | 'ownerId' | 'source' | 'funder'>;

/** FACTS-1: nothing is taken back before it was given, whatever the clocks of those who tell of it say. */
export function refundOf(
  { id, atMs, isLive, source, ownerId, funder }: CreditFact,
  refund: ToldRefund,
): RefundFact {
  const isLater = refund.atMs > atMs;
  return {
    ...refund,
    kind: 'refund',
    id: Math.max(refund.id, id),
    atMs: isLater ? refund.atMs : atMs,
    isLive: isLater ? refund.isLive : isLive,
    source,
    ownerId,
    funder,
  };
}

/** Points that go and do not come back: by hand, to somebody else. */
export interface DebitFact extends Happened {
  readonly kind: 'debit';
  readonly points: number;
  /** What becomes of what is not there; the programme's policy where it is not said. */
  readonly policy?: ClawbackPolicy;
}

export interface HoldFact extends Happened {
  readonly kind: 'hold';
  readonly points: number;
  readonly untilMs: number;
}

export interface CaptureFact extends Happened {
  readonly kind: 'capture';
  readonly holdId: number;
  /** Taken; what else is held is given back. */
  readonly points: number;
  readonly extendToMs: number | null;
  /** Until when what is given back lasts that has expired meanwhile; null: it expires. */
  readonly reinstateToMs: number | null;
}

/** A hold is given up. What has expired meanwhile lasts until `reinstateToMs`, or expires (null). */
export interface ReleaseFact extends Happened {
  readonly kind: 'release';
  readonly holdId: number;
  readonly reinstateToMs: number | null;
}

/** A captured spend is given back, in part or in whole. */
export interface RestoreFact extends Happened {
  readonly kind: 'restore';
  readonly holdId: number;
  readonly points: number;
  readonly reinstateToMs: number | null;
}

/** From here on everything of `ownerId` is somebody else's. */
export interface MergeFact extends Happened {
  readonly kind: 'merge';
  readonly keptId: number;
}

export type PointsFact =
  CreditFact | RefundFact | DebitFact | HoldFact | CaptureFact | ReleaseFact | RestoreFact | MergeFact;

/** Of what was told later than its instant points come before they go, and both come before what people then did. */
const TURN: Readonly<Record<PointsFact['kind'], number>> = {
  credit: 0,
  refund: 1,
  debit: 2,
  hold: 2,
  capture: 2,
  release: 2,
  restore: 2,
  merge: 2,
};

const turnOf = ({ kind, isLive }: PointsFact): number => (isLive ? 2 : TURN[kind]);

/** Facts in the order in which they happened, whatever the order in which they became known. */
export function inOrderOfTime(facts: readonly PointsFact[]): PointsFact[] {
  return [...facts].sort(
    (a, b) =>
      a.atMs - b.atMs || turnOf(a) - turnOf(b) || byTerms(a, b) || a.id - b.id || TURN[a.kind] - TURN[b.kind],
  );
}

/** Ids follow arrival, so what facts say comes before them. */
function byTerms(a: PointsFact, b: PointsFact): number {
  if (a.isLive || b.isLive || a.kind !== 'credit' || b.kind !== 'credit') return 0;
  return a.expiresAtMs - b.expiresAtMs || b.points - a.points;
}
