import type { MoveOf } from '../shared';
import type { payoutLifecycle } from './lifecycles';
import { valueFen } from './lines';

/** A payout cannot be smaller: WeChat Pay's own floor for this kind of transfer. */
const PAYOUT_MIN_FEN = 30;
/** Above it WeChat Pay wants the person's real name, which the brand does not have. */
const PAYOUT_MAX_FEN = 199_999;

/** Why a guide cannot draw so many points as cash; null when the brand lets it. @param leftToday points by its limit */
export function payoutFault(
  points: number,
  leftToday: number,
  { minPoints, fenPer100 }: { readonly minPoints: number; readonly fenPer100: number },
) {
  const amountFen = valueFen(points, fenPer100);
  if (points < minPoints || amountFen < PAYOUT_MIN_FEN)
    return { code: 'PAYOUT_TOO_SMALL', minPoints, minFen: PAYOUT_MIN_FEN } as const;
  if (points > leftToday || amountFen > PAYOUT_MAX_FEN)
    return { code: 'PAYOUT_DAY_LIMIT', pointsLeft: leftToday, maxFen: PAYOUT_MAX_FEN } as const;
  return null;
}

const MINUTE_MS = 60_000;
/** How long a person has to collect a transfer. */
const CLAIM_MS = 24 * 60 * MINUTE_MS;
/** Soon at first, then ever more rarely: a transfer that nobody collects is looked at about a dozen times. */
const LOOK_AFTER_MS = [
  15_000,
  30_000,
  MINUTE_MS,
  3 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  60 * MINUTE_MS,
];

/** How long after so many looks at a payout the next one comes. */
export const payoutLookAfterMs = (looks: number): number =>
  LOOK_AFTER_MS[Math.min(looks, LOOK_AFTER_MS.length) - 1] ?? MINUTE_MS;

/** WeChat answers queries 30 days back; behind that "no such transfer" says nothing, and a person has to look. */
export const isPayoutRemembered = (requestedAtMs: number, nowMs: number): boolean =>
  nowMs - requestedAtMs < 29 * CLAIM_MS;

/** Refusals that no repetition will change. Wrong keys or rights are ours to mend: the payout waits for that. */
export const isFinalRefusal = (code: string): boolean =>
  !['SIGN_ERROR', 'NO_AUTH', 'NOT_ENOUGH'].includes(code);

/** How a transfer stands, as the one who makes it says. */
export interface TransferNews {
  readonly state: 'working' | 'waiting' | 'cancelling' | 'paid' | 'failed' | 'cancelled';
  readonly transferNo: string;
  readonly claimPackage: string | null;
  readonly failReason: string | null;
}

export interface PayoutChange {
  readonly transferNo: string;
  readonly failReason?: string;
  readonly claimPackage?: string;
  readonly claimUntilMs?: number;
}

type Ending = 'pay' | 'fail' | 'cancel';
/** Moves that end a payout are told apart: its hold ends with it. */
export type PayoutStep =
  | { readonly end: Ending; readonly change: PayoutChange }
  | {
      readonly end: null;
      readonly move: Exclude<MoveOf<typeof payoutLifecycle>, Ending>;
      readonly change: PayoutChange;
    };

const REASON_MAX = 64;
export const payoutReason = (reason: string): string => reason.slice(0, REASON_MAX);

/** What becomes of a payout by what is known of its transfer. */
export function payoutStep(
  news: TransferNews,
  row: { readonly claimPackage: string; readonly claimUntilMs: number },
  nowMs: number,
): PayoutStep {
  const transferNo = news.transferNo.slice(0, 64);
  switch (news.state) {
    case 'paid':
      return { end: 'pay', change: { transferNo } };
    case 'failed':
      return { end: 'fail', change: { transferNo, failReason: payoutReason(news.failReason ?? 'REFUSED') } };
    case 'cancelled':
      return { end: 'cancel', change: { transferNo } };
    case 'waiting': {
      const claimPackage = news.claimPackage ?? row.claimPackage;
      const claimUntilMs = row.claimUntilMs || nowMs + CLAIM_MS;
      const move = claimPackage === '' ? 'work' : 'offer';
      return { end: null, move, change: { transferNo, claimPackage, claimUntilMs } };
    }
    case 'working':
    case 'cancelling':
      return { end: null, move: 'work', change: { transferNo } };
  }
}
