import { fail, ok, type Entry, type Result } from '@liuliang/domain';
import type { LotBook } from './lot-book';
import { isOverdue, ownerOf, ownerOfHold, slotOfOwner, type HeldPoints } from './lot-rows';
import type { HoldState } from './lot-records';
import type { LedgerRefusal, PlannedPosting } from './posting-rows';

const SETTLING: ReadonlySet<string> = new Set(['capture', 'release', 'restore']);

/**
 * Judges what a posting does to the hold that it names (INV-7): a hold is settled whole and exactly once, and a
 * captured one gives back no more than it took.
 */
export function checkHold(request: PlannedPosting, lots: LotBook): Result<null, LedgerRefusal> {
  if (!SETTLING.has(request.kind)) return ok(null);
  const hold = lots.hold(Number(request.reference.id));
  if (hold?.row.brand_id !== request.brandId) return fail({ code: 'HOLD_UNKNOWN' });
  const { state, points, captured, restored } = hold.row;
  if (request.kind === 'restore') {
    if (state !== 'captured') return fail({ code: 'HOLD_SETTLED', state });
    const back = amountOf(request, hold, 'available');
    if (back <= 0) return fail({ code: 'LEDGER_HOLD_INVALID' });
    const pointsLeft = captured - restored;
    return back > pointsLeft ? fail({ code: 'RESTORE_EXCEEDS', pointsLeft }) : ok(null);
  }
  if (state !== 'open') return fail({ code: 'HOLD_SETTLED', state });
  if (request.kind === 'capture' && isOverdue(hold.row, lots.nowMs)) return fail({ code: 'HOLD_LAPSED' });
  const back = amountOf(request, hold, 'available');
  const isWhole = amountOf(request, hold, 'held') === -points && back >= 0;
  const isRight = isWhole && (request.kind === 'release' ? back === points : back < points);
  return isRight ? ok(null) : fail({ code: 'LEDGER_HOLD_INVALID' });
}

/** Notes what a posting that was entered did to a hold. */
export function afterHold(request: PlannedPosting, transactionId: number, lots: LotBook): void {
  if (request.hold) return placeHold(request, transactionId, lots);
  if (request.carriesHold !== undefined) return carryHold(request, transactionId, lots);
  if (!SETTLING.has(request.kind)) return;
  const hold = lots.hold(Number(request.reference.id));
  if (!hold) return;
  const back = amountOf(request, hold, 'available');
  hold.isMoved = true;
  if (request.kind === 'restore') {
    hold.row.restored += back;
    return;
  }
  const released: HoldState = isOverdue(hold.row, lots.nowMs) ? 'lapsed' : 'released';
  Object.assign(hold.row, {
    state: request.kind === 'capture' ? 'captured' : released,
    captured: request.kind === 'capture' ? hold.row.points - back : 0,
    settled_by: transactionId,
    settled_at_ms: lots.nowMs,
  });
}

function placeHold(request: PlannedPosting, transactionId: number, lots: LotBook): void {
  const to = request.entries.find(({ amount }) => amount > 0) as Entry;
  const { brandId, key, hold, occurredAtMs } = request;
  lots.addNewHold(
    {
      id: transactionId,
      brand_id: brandId,
      hold_key: Buffer.from(key, 'latin1'),
      owner_kind: to.account.ownerKind,
      owner_id: to.account.ownerId,
      asset: to.account.asset,
      points: to.amount,
      purpose: hold?.purpose ?? '',
      state: 'open',
      created_at_ms: occurredAtMs,
      expires_at_ms: hold?.untilMs ?? 0,
      held_by: transactionId,
      settled_by: 0,
      settled_at_ms: 0,
      captured: 0,
      restored: 0,
    },
    transactionId,
  );
}

/** Whoever is credited with what was held has the hold from now on. */
function carryHold(request: PlannedPosting, transactionId: number, lots: LotBook): void {
  const hold = lots.hold(request.carriesHold ?? 0);
  const to = request.entries.find(({ amount }) => amount > 0);
  if (hold && to) lots.carryHold(hold, to.account.ownerId, transactionId);
}

/** What a posting moves in one bucket of the one whose hold it is. */
function amountOf(request: PlannedPosting, { row }: HeldPoints, bucket: Entry['account']['bucket']): number {
  const slot = slotOfOwner(ownerOfHold(row));
  const entry = request.entries.find(
    ({ account }) => account.bucket === bucket && slotOfOwner(ownerOf(request.brandId, account)) === slot,
  );
  return entry?.amount ?? 0;
}
