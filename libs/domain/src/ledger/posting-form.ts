import { fail, ok, type Result } from '../shared/result';
import { accountKey, checkPosting, hasLots, type Posting, type PostingRefusal } from './posting';

export type FormRefusal =
  PostingRefusal | { readonly code: 'LEDGER_HOLD_INVALID' } | { readonly code: 'LEDGER_REVERSAL_INVALID' };

const ROW_ID = /^(0|[1-9]\d{0,15})$/;

/**
 * Judges a posting by itself, with what it names beside its entries. System accounts come without a shard, so that a
 * retry at another writer is the same posting.
 */
export function checkForm(posting: Posting): Result<Posting, FormRefusal> {
  const checked = checkPosting(posting);
  if (!checked.ok) return checked;
  const sharded = posting.entries.find(
    ({ account }) => account.ownerKind === 'system' && account.ownerId !== 0,
  );
  if (sharded) return fail({ code: 'LEDGER_ACCOUNT_INVALID', account: accountKey(sharded.account) });
  const isReversal = posting.kind === 'reverse';
  const { kind, id } = posting.reference;
  if (isReversal !== (kind === 'posting') || isReversal !== (posting.reverses !== undefined)) {
    return fail({ code: 'LEDGER_REVERSAL_INVALID' });
  }
  if (isReversal ? id !== posting.reverses : !ROW_ID.test(id)) return fail({ code: 'LEDGER_KEY_INVALID' });
  return isHoldForm(posting) ? ok(posting) : fail({ code: 'LEDGER_HOLD_INVALID' });
}

/** Kinds that settle a hold name it; a hold moves points of one owner from available to held and nothing else. */
function isHoldForm({ kind, reference, entries }: Posting): boolean {
  if (kind === 'capture' || kind === 'release' || kind === 'restore') return reference.kind === 'hold';
  if (kind === 'activate' || kind === 'expire') return reference.kind === 'lot';
  if (kind !== 'hold') return true;
  const from = entries.find(({ account }) => account.bucket === 'available');
  const to = entries.find(({ account }) => account.bucket === 'held');
  if (entries.length !== 2 || !from || !to || to.amount <= 0 || !hasLots(to.account)) return false;
  return from.account.ownerId === to.account.ownerId && from.account.ownerKind === to.account.ownerKind;
}
