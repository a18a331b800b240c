import { fail, ok, type Result } from '../shared/result';
import type { HoldRecord } from './owner-history';
import { ownerOfAccount, ownerOfRow, ownerSlot } from './owners';
import type { Bucket, HoldState, Posting, PostingKind } from './posting';

export type HoldRefusal =
  | { readonly code: 'HOLD_UNKNOWN' }
  | { readonly code: 'HOLD_SETTLED'; readonly state: HoldState }
  | { readonly code: 'HOLD_LAPSED' }
  | { readonly code: 'RESTORE_EXCEEDS'; readonly pointsLeft: number };

type HoldFigures = Omit<HoldRecord, 'id' | 'heldBy' | 'settledBy'>;
type SettlingPosting = Pick<Posting, 'kind' | 'entries'>;

export const isOverdue = (
  { state, expiresAtMs }: Pick<HoldRecord, 'state' | 'expiresAtMs'>,
  nowMs: number,
): boolean => state === 'open' && expiresAtMs <= nowMs;

/** Whether postings of a kind do something to the hold that they name. */
export const movesHold = (kind: PostingKind): boolean =>
  kind === 'capture' || kind === 'release' || kind === 'restore';

/**
 * Judges what a posting does to the hold that it names (INV-7): a hold is settled whole and exactly once, and a
 * captured one gives back no more than it took.
 */
export function checkHold(
  posting: SettlingPosting,
  hold: HoldFigures,
  nowMs: number,
): Result<null, HoldRefusal | { readonly code: 'LEDGER_HOLD_INVALID' }> {
  const { state, points, captured, restored } = hold;
  const back = amountOf(posting, hold, 'available');
  if (posting.kind === 'restore') {
    if (state !== 'captured') return fail({ code: 'HOLD_SETTLED', state });
    if (back <= 0) return fail({ code: 'LEDGER_HOLD_INVALID' });
    const pointsLeft = captured - restored;
    return back > pointsLeft ? fail({ code: 'RESTORE_EXCEEDS', pointsLeft }) : ok(null);
  }
  if (state !== 'open') return fail({ code: 'HOLD_SETTLED', state });
  if (posting.kind === 'capture' && isOverdue(hold, nowMs)) return fail({ code: 'HOLD_LAPSED' });
  const isWhole = amountOf(posting, hold, 'held') === -points && back >= 0;
  const isRight = isWhole && (posting.kind === 'release' ? back === points : back < points);
  return isRight ? ok(null) : fail({ code: 'LEDGER_HOLD_INVALID' });
}

/** What a posting that was entered makes of the hold that it names. */
export function holdAfter(
  posting: SettlingPosting,
  hold: HoldFigures,
  nowMs: number,
): Partial<Pick<HoldRecord, 'state' | 'captured' | 'restored'>> {
  const back = amountOf(posting, hold, 'available');
  if (posting.kind === 'restore') return { restored: hold.restored + back };
  if (posting.kind === 'capture') return { state: 'captured', captured: hold.points - back };
  return { state: isOverdue(hold, nowMs) ? 'lapsed' : 'released', captured: 0 };
}

/** What a posting moves in one bucket of the one whose hold it is. */
function amountOf({ entries }: SettlingPosting, hold: HoldFigures, bucket: Bucket): number {
  const slot = ownerSlot(ownerOfRow(hold));
  const entry = entries.find(
    ({ account }) => account.bucket === bucket && ownerSlot(ownerOfAccount(hold.brandId, account)) === slot,
  );
  return entry?.amount ?? 0;
}
