import {
  ASSETS,
  OWNER_BUCKETS,
  accountKey,
  canonicalPosting,
  checkPosting,
  fail,
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
import type { AccountName, TransactionRow } from './store';

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

/** Why a posting was not made; nothing of it was written (INV-9). */
export type LedgerRefusal =
  | PostingRefusal
  | LimitRefusal
  | { readonly code: 'LEDGER_KEY_REUSED' }
  | { readonly code: 'LEDGER_REVERSAL_INVALID' }
  | { readonly code: 'LEDGER_ALREADY_REVERSED' };

/** A posting that passed every check that needs no database. */
export interface CheckedPosting {
  readonly request: LedgerPosting;
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

const ROW_ID = /^(0|[1-9]\d{0,15})$/;

/** Judges a posting by itself. System accounts come without a shard, so that a retry at another writer is the same posting. */
export function checkForm(request: LedgerPosting): Result<CheckedPosting, LedgerRefusal> {
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
  const entries = sortedEntries(request.entries);
  return ok({ request, entries, accountKeys: entries.map(({ account }) => accountKey(account)) });
}

export function preparePosting({ request, entries, accountKeys }: CheckedPosting): PreparedPosting {
  const canonical = canonicalPosting(request);
  const keyBytes = Buffer.from(request.key, 'latin1');
  return { request, entries, accountKeys, canonical, keyBytes, requestHash: requestHashOf(canonical) };
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
  row: Pick<TransactionRow, 'posting_key' | 'kind' | 'reference_kind' | 'reference_id'>,
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
  };
}

/** Whether an account is one of those that a person owns and that a merge carries over. */
export function isOwned(name: AccountName): boolean {
  return (
    (ASSETS as readonly string[]).includes(name.asset) &&
    (OWNER_BUCKETS as readonly string[]).includes(name.bucket)
  );
}
