import {
  accountKey,
  canonicalPosting,
  checkForm,
  fail,
  ok,
  sortedEntries,
  type AccountRef,
  type BucketPart,
  type Entry,
  type FormRefusal,
  type HoldRefusal,
  type LimitRefusal,
  type LotPlan,
  type Posting,
  type Result,
} from '@liuliang/domain';
import { requestHashOf } from './hashes';
import type { TransactionRow } from './entities';

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
  /** Where what is credited lay before: an unmerge puts it back there. */
  readonly parts?: readonly BucketPart[];
  /** The hold whose points a merge carries over, an unmerge back, or a correction puts into other lots. */
  readonly carriesHold?: number;
  /** Its activity extends what is alive as it is posted, not what was alive at its instant. */
  readonly countsAsKnown?: boolean;
  /** What it does to lots, where that follows from something else than its kind. */
  readonly plan?: LotPlan;
}

/** Why a posting was not made; nothing of it was written (INV-9). */
export type LedgerRefusal =
  | FormRefusal
  | LimitRefusal
  | HoldRefusal
  | { readonly code: 'LEDGER_KEY_REUSED' }
  | { readonly code: 'LEDGER_LOT_NOT_DUE' }
  | { readonly code: 'LEDGER_ALREADY_REVERSED' };

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

/** Judges a posting by itself. */
export function checkedPosting(request: PlannedPosting): Result<CheckedPosting, LedgerRefusal> {
  const checked = checkForm(request);
  if (!checked.ok) return checked;
  return TERMS in request.explanation ? fail({ code: 'LEDGER_TERMS_INVALID' }) : ok(inOrder(request));
}

function inOrder(request: PlannedPosting): CheckedPosting {
  const entries = sortedEntries(request.entries);
  return { request, entries, accountKeys: entries.map(({ account }) => accountKey(account)) };
}

export function preparePosting({ request, entries, accountKeys }: CheckedPosting): PreparedPosting {
  const canonical = canonicalPosting(request);
  const keyBytes = Buffer.from(request.key, 'latin1');
  return { request, entries, accountKeys, canonical, keyBytes, requestHash: requestHashOf(canonical) };
}

/** A posting of our own making, whose form needs no check. */
export const prepareChecked = (request: PlannedPosting): PreparedPosting => preparePosting(inOrder(request));

/** Keys are unique per brand. */
export const slotOf = (brandId: number, key: string): string => `${brandId}:${key}`;

/** An account as the rules name it: the shard is the ledger's own affair. */
export const accountRefOf = ({ ownerKind, ownerId, asset, bucket }: AccountRef): AccountRef => ({
  ownerKind,
  ownerId,
  asset,
  bucket,
});

/**
 * A stored transaction as the posting that it was.
 * @param reversedKey key of the transaction that it reverses, when it is a reversal
 */
export function postingOf(
  row: Pick<TransactionRow, 'postingKey' | 'kind' | 'referenceKind' | 'referenceId' | 'explanation'>,
  entries: readonly Entry[],
  reversedKey: string | null,
): Posting {
  return {
    key: row.postingKey.toString('latin1'),
    kind: row.kind,
    reference: { kind: row.referenceKind, id: reversedKey ?? String(row.referenceId) },
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
