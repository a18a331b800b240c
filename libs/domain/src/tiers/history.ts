import { assert } from '../shared/assert';
import type { TierScheme } from './scheme';

/** What a change follows from: an order, a refund, an adjustment by hand, and so on. The id is the caller's. */
export interface TierCause {
  readonly kind:
    | 'order'
    | 'refund'
    | 'event'
    | 'adjustment'
    | 'review'
    | 'pass'
    | 'scheme'
    | 'merge'
    | 'join'
    | 'operator';
  readonly id: number;
}

/** Growth or net spend, whole. It does not matter when we learnt of it: only its own two instants count. */
export interface QualifyingEntry {
  /** Decides the window it counts in. A refund has its order's, so that it takes away exactly what the order gave. */
  readonly atMs: number;
  /** From here on it counts; a refund's own instant, or the entry's. */
  readonly effectiveAtMs: number;
  /** Which schemes count it. */
  readonly basis: TierScheme['basis'];
  readonly amount: number;
  readonly cause: TierCause;
}

/** A paid membership or trial card: [start, end). A cancelled one ends when it was cancelled. */
export interface TierPassTerm {
  readonly id: number;
  readonly level: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** Fraud: the level is taken back at once, and what came before no longer counts. */
export interface TierRevocation {
  readonly id: number;
  readonly atMs: number;
  readonly toLevel: number;
}

/** All that decides where one member stands, in any order. */
export interface TierHistory {
  readonly joinedAtMs: number;
  readonly entries: readonly QualifyingEntry[];
  readonly passes: readonly TierPassTerm[];
  readonly revocations: readonly TierRevocation[];
}

export interface TierSchemeVersion {
  readonly version: number;
  readonly startsAtMs: number;
  readonly scheme: TierScheme;
}

/** The schemes of a brand by their start, ascending; the first has been in force for ever. */
export interface TierRules {
  readonly zone: string;
  readonly versions: readonly TierSchemeVersion[];
}

/** The scheme in force at an instant. */
export function schemeAt({ versions }: TierRules, atMs: number): TierSchemeVersion {
  const started = versions.filter(({ startsAtMs }) => startsAtMs <= atMs);
  const inForce = started[started.length - 1] ?? versions[0];
  assert(inForce !== undefined, 'TIERS-2', 'a brand has a scheme');
  return inForce;
}

export type TierChangeReason =
  'joined' | 'upgrade' | 'kept' | 'warned' | 'downgrade' | 'pass_started' | 'pass_ended' | 'revoked';

/** One step of the history. Levels are those that counted, passes included. */
export interface TierStep {
  readonly reason: TierChangeReason;
  readonly fromLevel: number;
  readonly toLevel: number;
  readonly atMs: number;
  readonly schemeVersion: number;
  /** What was reached and what was needed, by the scheme's basis. */
  readonly figure: number;
  readonly needed: number;
  readonly cause: TierCause;
}

/** A level reached for the first time, with what its scheme gives for it. */
export interface TierGift {
  readonly level: number;
  readonly atMs: number;
  readonly points: number;
  readonly schemeVersion: number;
}

/** Where a member stands at an instant, how they came there, and what comes next by itself. Instants of 0: none. */
export interface TierJudgement {
  /** The one that counts: the higher of earned and pass. 0 before joining. */
  readonly level: number;
  readonly sinceMs: number;
  readonly earnedLevel: number;
  readonly earnedSinceMs: number;
  readonly figure: number;
  /** End of the period for which the earned level is safe. */
  readonly reviewAtMs: number;
  /** The review was failed, and the level falls here. */
  readonly fallsAtMs: number;
  /** This period's warning. */
  readonly warnedAtMs: number;
  /** What must still come in to keep the level, at the review or before the fall. */
  readonly keepMissing: number;
  readonly pass: TierPassTerm | null;
  /** The next instant at which anything changes by time alone; null when nothing will. */
  readonly dueAtMs: number | null;
  /** Until when every figure here stays as it is if nothing more comes in; null: for ever. */
  readonly holdsUntilMs: number | null;
  readonly steps: readonly TierStep[];
  readonly gifts: readonly TierGift[];
}
