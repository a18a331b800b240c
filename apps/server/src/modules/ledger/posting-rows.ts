import {
  ASSETS,
  accountKey,
  canonicalPosting,
  checkPosting,
  fail,
  hasLots,
  isOwnerBucket,
  ok,
  sortedEntries,
  type AccountRef,
  type Asset,
  type Entry,
  type LimitRefusal,
  type Posting,
  type PostingKind,
  type PostingReference,
  type PostingRefusal,
  type Result,
} from '@liuliang/domain';
import { requestHashOf } from './hashes';
import type { HoldState } from './lot-records';
import type { AccountName, TransactionRow } from './queries';

/** What an explanation consists of: JSON, never a person's data. */
export type ExplanationValue =
  string | number | null | readonly ExplanationValue[] | { readonly [name: string]: ExplanationValue };

export type Explanation = Readonly<Record<string, ExplanationValue>>;

/** A posting for one brand, with what is kept beside it. */
export interface LedgerPosting extends Posting {
  readonly brandId: number;
  /** When it happened in the world: an order's payment, a refund. UTC ms. */
  readonly occurredAtMs: number;
  /** Why, for the member and the auditor: rule, version, the sum behind the points. Never a person's data. */
  readonly explanation: Explanation;
}

/** A posting of our own making, with what its entries do not say. Nothing of it is stored: the lot moves tell. */
export interface PlannedPosting extends LedgerPosting {
  /** Lots to take from before any other: those of the earning that is clawed back. */
  readonly takeFirst?: readonly number[];
  /** The hold whose points a merge carries over, or an unmerge back. */
  readonly carriesHold?: number;
}

/** Why a posting was not made; nothing of it was written (INV-9). */
export type LedgerRefusal =
  | PostingRefusal
  | LimitRefusal
  | HoldRefusal
  | { readonly code: 'LEDGER_KEY_REUSED' }
  | { readonly code: 'LEDGER_HOLD_INVALID' }
  | { readonly code: 'LEDGER_LOT_NOT_DUE' }
  | { readonly code: 'LEDGER_REVERSAL_INVALID' }
  | { readonly code: 'LEDGER_ALREADY_REVERSED' };

export type HoldRefusal =
  | { readonly code: 'HOLD_UNKNOWN' }
  | { readonly code: 'HOLD_SETTLED'; readonly state: HoldState }
  | { readonly code: 'HOLD_LAPSED' }
  | { readonly code: 'RESTORE_EXCEEDS'; readonly pointsLeft: number };

/** A posting that passed every check that needs no database. */
export interface CheckedPosting {
  readonly request: PlannedPosting;
  /** In canonical order: line n of the transaction is entry n. */
  readonly entries: readonly Entry[];
  readonly accountKeys: readonly string[];
}

/** A checked posting in the forms in which it is looked up, hashed and stored. */
export interface PreparedPosting extends CheckedPosting {
  readonly canonical: string;
  readonly keyBytes: Buffer;
  readonly requestHash: Buffer;
}

/** Under this name the terms of a posting stand beside its explanation, so that its content can be proved later. */
const TERMS = 'terms';

const ROW_ID = /^(0|[1-9]\d{0,15})$/;

/** Judges a posting by itself. System accounts come without a shard, so that a retry at another writer is the same posting. */
export function checkForm(request: PlannedPosting): Result<CheckedPosting, LedgerRefusal> {
  const checked = checkPosting(request);
  if (!checked.ok) return checked;
  const sharded = request.entries.find(
    ({ account }) => account.ownerKind === 'system' && account.ownerId !== 0,
  );
  if (sharded) return fail({ code: 'LEDGER_ACCOUNT_INVALID', account: accountKey(sharded.account) });
  const isReversal = request.kind === 'reverse';
  const { kind, id } = request.reference;
  if (isReversal !== (kind === 'posting') || isReversal !== (request.reverses !== undefined)) {
    return fail({ code: 'LEDGER_REVERSAL_INVALID' });
  }
  if (isReversal ? id !== request.reverses : !ROW_ID.test(id)) return fail({ code: 'LEDGER_KEY_INVALID' });
  if (!isHoldForm(request)) return fail({ code: 'LEDGER_HOLD_INVALID' });
  if (TERMS in request.explanation) return fail({ code: 'LEDGER_TERMS_INVALID' });
  const entries = sortedEntries(request.entries);
  return ok({ request, entries, accountKeys: entries.map(({ account }) => accountKey(account)) });
}

/** Kinds that settle a hold name it; a hold moves points of one owner from available to held and nothing else. */
function isHoldForm({ kind, reference, entries }: PlannedPosting): boolean {
  if (kind === 'capture' || kind === 'release' || kind === 'restore') return reference.kind === 'hold';
  if (kind === 'activate' || kind === 'expire') return reference.kind === 'lot';
  if (kind !== 'hold') return true;
  const from = entries.find(({ account }) => account.bucket === 'available');
  const to = entries.find(({ account }) => account.bucket === 'held');
  if (entries.length !== 2 || !from || !to || to.amount <= 0 || !hasLots(to.account)) return false;
  return from.account.ownerId === to.account.ownerId && from.account.ownerKind === to.account.ownerKind;
}

export function preparePosting({ request, entries, accountKeys }: CheckedPosting): PreparedPosting {
  const canonical = canonicalPosting(request);
  const keyBytes = Buffer.from(request.key, 'latin1');
  return { request, entries, accountKeys, canonical, keyBytes, requestHash: requestHashOf(canonical) };
}

/** A posting of our own making, whose form needs no check. */
export function prepareChecked(request: PlannedPosting): PreparedPosting {
  const entries = sortedEntries(request.entries);
  return preparePosting({
    request,
    entries,
    accountKeys: entries.map(({ account }) => accountKey(account)),
  });
}

/** Keys are unique per brand. */
export const slotOf = (brandId: number, key: string): string => `${brandId}:${key}`;

/** An account as the rules name it: the shard is the ledger's own affair. */
export function accountRefOf(name: Omit<AccountName, 'brand_id' | 'shard'>): AccountRef {
  // Rows are read back as text; `checkPosting` refuses words that are none of ours.
  return {
    ownerKind: name.owner_kind as AccountRef['ownerKind'],
    ownerId: name.owner_id,
    asset: name.asset as Asset,
    bucket: name.bucket as AccountRef['bucket'],
  };
}

/**
 * A stored transaction as the posting that it was.
 * @param reversedKey key of the transaction that it reverses, when it is a reversal
 */
export function postingOf(
  row: Pick<TransactionRow, 'posting_key' | 'kind' | 'reference_kind' | 'reference_id' | 'explanation'>,
  entries: readonly Entry[],
  reversedKey: string | null,
): Posting {
  return {
    key: row.posting_key.toString('latin1'),
    kind: row.kind as PostingKind,
    reference: {
      kind: row.reference_kind as PostingReference['kind'],
      id: reversedKey ?? String(row.reference_id),
    },
    entries,
    ...(reversedKey === null ? {} : { reverses: reversedKey }),
    ...termsOf(row.explanation),
  };
}

type Terms = Pick<Posting, 'lots' | 'hold'>;
/** What is stored of a posting beside its entries. */
export function explanationRow({ explanation, lots, hold }: LedgerPosting): string {
  if (!lots && !hold) return JSON.stringify(explanation);
  return JSON.stringify({ ...explanation, [TERMS]: { lots, hold } });
}

/** The explanation as it was handed in. */
export function explanationOf(text: string): Explanation {
  const { [TERMS]: _, ...explanation } = JSON.parse(text) as Record<string, ExplanationValue>;
  return explanation;
}

/** The terms of lots and holds that stand beside an explanation. */
export function termsOf(text: string): Terms {
  if (!text.includes(`"${TERMS}":`)) return {};
  return (JSON.parse(text) as { readonly [TERMS]?: Terms })[TERMS] ?? {};
}

/** Whether an account is one of those that a person owns and that a merge carries over. */
export function isOwned(name: AccountName): boolean {
  return (ASSETS as readonly string[]).includes(name.asset) && isOwnerBucket(accountRefOf(name).bucket);
}
