import { AMOUNT_MAX, NEVER_MS } from '../shared/limits';
import { isNonNegativeInteger, isSafeInteger } from '../shared/integers';
import { fail, ok, type Result } from '../shared/result';

export const ASSETS = ['points', 'guide_points', 'growth'] as const;
export type Asset = (typeof ASSETS)[number];

/** What an owner has: 待生效 until the return window ends, 可用, and 冻结 during a redemption order. */
export const OWNER_BUCKETS = ['pending', 'available', 'held'] as const;
export type OwnerBucket = (typeof OWNER_BUCKETS)[number];

/**
 * Where value comes from and goes to. Whoever pays for points owns them: HQ (`system`), a store or a supplier. Their
 * balances are the mirror of what owners have: all accounts sum to 0.
 */
export const FUNDER_BUCKETS = ['issuance', 'breakage', 'redemption', 'adjustment', 'write_off'] as const;

export const FUNDER_KINDS = ['system', 'store', 'supplier'] as const;
export type FunderKind = (typeof FUNDER_KINDS)[number];

/** Who pays for points: HQ is `system` with id 0. */
export interface Funder {
  readonly kind: FunderKind;
  readonly id: number;
}

export const OWNER_KINDS = ['member', 'guide', 'store', 'supplier', 'system'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** Who can have points: those who own the owner buckets. */
export interface PointsOwner {
  readonly kind: OwnerKind;
  readonly id: number;
}

/**
 * One account of a brand. Members, guides and stores own the owner buckets, funders the funder buckets, a store also
 * its `clearing`. The system has id 0: that its hot accounts are one row per writer is the ledger's own affair.
 */
export interface AccountRef {
  readonly ownerKind: OwnerKind;
  readonly ownerId: number;
  readonly asset: Asset;
  readonly bucket: Bucket;
}

export const BUCKETS = [...OWNER_BUCKETS, ...FUNDER_BUCKETS, 'clearing'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** A positive amount raises the account's balance, a negative one lowers it. */
export interface Entry {
  readonly account: AccountRef;
  readonly amount: number;
}

export const POSTING_KINDS = [
  'earn',
  'clawback',
  'adjust',
  'merge',
  'reverse',
  /** Pending becomes available at the end of the return window; of one lot, named by the reference. */
  'activate',
  /** What is left of a lot at its expiry goes to its funder's breakage; the reference names the lot. */
  'expire',
  'hold',
  'capture',
  'release',
  /** A captured spend is refunded: back into the lots it came from. */
  'restore',
  'transfer',
  /** A balance from before the ledger. */
  'opening',
  /** A fact came later than its time: what an earlier posting gave, or time did, is put right. */
  'settle',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

export const REFERENCE_KINDS = [
  'order',
  'refund',
  'event',
  'merge',
  'posting',
  'manual',
  'hold',
  'lot',
  'gift',
  'payout',
  'tier',
  'exchange',
  'member',
] as const;

/** What the posting happened for. Every earning traces to an order or event through it. */
export interface PostingReference {
  readonly kind: (typeof REFERENCE_KINDS)[number];
  readonly id: string;
}

/** On what terms an owner is credited. Without any: available at once, never expires, no store. */
export interface LotTerms {
  readonly owner: PointsOwner;
  readonly asset: Asset;
  /** When pending becomes available; 0 when it is available at once. */
  readonly activatesAtMs: number;
  /** First instant at which it is expired; NEVER_MS when it never is. */
  readonly expiresAtMs: number;
  /** Where it was earned; 0 online. */
  readonly storeId: number;
  /** Activity pushes the expiry of the owner's other lots to this instant, never back. */
  readonly extendTo?: number;
}

export const HOLD_PURPOSES = ['order', 'gift', 'transfer', 'exchange', 'payout'] as const;
export type HoldPurpose = (typeof HOLD_PURPOSES)[number];

export const HOLD_STATES = ['open', 'captured', 'released', 'lapsed'] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/** What a posting of kind `hold` says beside its entries. */
export interface HoldTerms {
  readonly purpose: HoldPurpose;
  /** It lapses by itself at this instant. */
  readonly untilMs: number;
}

/** One transaction of the ledger. Nothing in it ever changes; a correction is a new posting that names this one. */
export interface Posting {
  /** Idempotency key, compared by bytes: the same key with other content is a conflict. */
  readonly key: string;
  readonly kind: PostingKind;
  readonly reference: PostingReference;
  readonly entries: readonly Entry[];
  /** Key of the posting that this one takes back in whole. */
  readonly reverses?: string;
  /** Terms of the lots that it opens, at most one per owner and asset. */
  readonly lots?: readonly LotTerms[];
  /** Of a hold, and of no other kind. */
  readonly hold?: HoldTerms;
}

/** A sale touches a member, a guide and a store in three assets: a posting of more entries is a bug, not a sale. */
export const ENTRIES_MAX = 64;

/** Keys and reference ids are columns of 64 bytes; ASCII alone, so that length in characters is length in bytes. */
const KEY = /^[\x21-\x7e]{1,64}$/;

export type PostingRefusal =
  | { readonly code: 'LEDGER_KEY_INVALID' }
  | { readonly code: 'LEDGER_TOO_FEW_ENTRIES' }
  | { readonly code: 'LEDGER_TOO_MANY_ENTRIES'; readonly entriesMax: number }
  | { readonly code: 'LEDGER_ACCOUNT_INVALID'; readonly account: string }
  | { readonly code: 'LEDGER_ACCOUNT_REPEATED'; readonly account: string }
  | { readonly code: 'LEDGER_AMOUNT_OUT_OF_RANGE'; readonly amountMax: number }
  | { readonly code: 'LEDGER_TERMS_INVALID' }
  | { readonly code: 'LEDGER_UNBALANCED'; readonly asset: Asset; readonly difference: number };

/** Judges a posting by itself, in the order in which the refusals are listed. Balances are `checkLimits`'s business. */
export function checkPosting(posting: Posting): Result<Posting, PostingRefusal> {
  const { entries } = posting;
  if (![posting.key, posting.reference.id, posting.reverses ?? posting.key].every((text) => KEY.test(text))) {
    return fail({ code: 'LEDGER_KEY_INVALID' });
  }
  if (entries.length < 2) return fail({ code: 'LEDGER_TOO_FEW_ENTRIES' });
  if (entries.length > ENTRIES_MAX) return fail({ code: 'LEDGER_TOO_MANY_ENTRIES', entriesMax: ENTRIES_MAX });
  const invalid = entries.find(({ account }) => !isValidAccount(account));
  if (invalid) return fail({ code: 'LEDGER_ACCOUNT_INVALID', account: accountKey(invalid.account) });
  const repeated = entries.find(({ account }, index) => isAmong(account, entries, index));
  if (repeated) return fail({ code: 'LEDGER_ACCOUNT_REPEATED', account: accountKey(repeated.account) });
  if (!entries.every(({ amount }) => isAmount(amount))) {
    return fail({ code: 'LEDGER_AMOUNT_OUT_OF_RANGE', amountMax: AMOUNT_MAX });
  }
  if (!areTermsValid(posting)) return fail({ code: 'LEDGER_TERMS_INVALID' });
  return checkBalance(posting);
}

/** The account as text. Sorting by it is the one lock order, so that two postings never wait for each other. */
export function accountKey({ ownerKind, ownerId, asset, bucket }: AccountRef): string {
  return [ownerKind, ownerId, asset, bucket].join(':');
}

/** Entries in the order of their account keys. */
export function sortedEntries(entries: readonly Entry[]): Entry[] {
  const [first, second] = entries;
  // Nearly every posting: two entries. Sorting them in general costs more than the rest of the posting.
  if (first && second && entries.length === 2) {
    return compareAccounts(first.account, second.account) < 0 ? [first, second] : [second, first];
  }
  return [...entries].sort((a, b) => compareAccounts(a.account, b.account));
}

/** As comparing the keys, without building them: no kind or asset is the beginning of another one. */
function compareAccounts(a: AccountRef, b: AccountRef): number {
  if (a.ownerKind !== b.ownerKind) return a.ownerKind < b.ownerKind ? -1 : 1;
  return accountKey(a) < accountKey(b) ? -1 : 1;
}

/**
 * A posting as text, the same for the same content whatever the order of its entries, and different for any other
 * content. It is hashed twice: chained into the writer's history, and as what an idempotency key stands for.
 */
export function canonicalPosting(posting: Posting): string {
  const { lots, hold } = posting;
  const terms = lots || hold ? [(lots ?? []).map(termsAsText).sort(), holdAsList(hold)] : [];
  return JSON.stringify([
    'posting/v1',
    posting.key,
    posting.kind,
    [posting.reference.kind, posting.reference.id],
    posting.reverses ?? null,
    sortedEntries(posting.entries).map(({ account, amount }) => [
      account.ownerKind,
      account.ownerId,
      account.asset,
      account.bucket,
      amount,
    ]),
    ...terms,
  ]);
}

function termsAsText({ owner, asset, activatesAtMs, expiresAtMs, storeId, extendTo }: LotTerms): string {
  return JSON.stringify([owner.kind, owner.id, asset, activatesAtMs, expiresAtMs, storeId, extendTo ?? null]);
}

const holdAsList = (hold: HoldTerms | undefined): unknown => (hold ? [hold.purpose, hold.untilMs] : null);

/** Whether one of the first `count` entries is of this account. */
function isAmong(account: AccountRef, entries: readonly Entry[], count: number): boolean {
  for (let i = 0; i < count; i += 1) {
    const other = (entries[i] as Entry).account;
    const isSameOwner = other.ownerId === account.ownerId && other.ownerKind === account.ownerKind;
    if (isSameOwner && other.asset === account.asset && other.bucket === account.bucket) return true;
  }
  return false;
}

function checkBalance(posting: Posting): Result<Posting, PostingRefusal> {
  for (const asset of ASSETS) {
    let difference = 0;
    for (const { account, amount } of posting.entries) if (account.asset === asset) difference += amount;
    if (difference !== 0) return fail({ code: 'LEDGER_UNBALANCED', asset, difference });
  }
  return ok(posting);
}

function isAmount(amount: number): boolean {
  return isSafeInteger(amount) && amount !== 0 && Math.abs(amount) <= AMOUNT_MAX;
}

/** Whether the owner of this account has it, rather than pays for it or mirrors it. */
export function isOwnerBucket(bucket: Bucket): bucket is OwnerBucket {
  return bucket === 'available' || bucket === 'pending' || bucket === 'held';
}

/** Whether its balance consists of lots. Growth has none: it neither expires nor is spent. */
export function hasLots({ asset, bucket }: AccountRef): boolean {
  return asset !== 'growth' && isOwnerBucket(bucket);
}

function isValidAccount({ ownerKind, ownerId, asset, bucket }: AccountRef): boolean {
  if (!ASSETS.includes(asset) || !isNonNegativeInteger(ownerId)) return false;
  const isFunders = (FUNDER_BUCKETS as readonly string[]).includes(bucket);
  switch (ownerKind) {
    case 'member':
    case 'guide':
      return isOwnerBucket(bucket);
    case 'store':
      return isOwnerBucket(bucket) || isFunders || bucket === 'clearing';
    case 'supplier':
    case 'system':
      return isFunders;
    default:
      // Accounts are read back from rows, where no type has checked the text.
      return false;
  }
}

function areTermsValid({ kind, lots, hold }: Posting): boolean {
  if ((kind === 'hold') !== (hold !== undefined)) return false;
  if (hold && !(HOLD_PURPOSES.includes(hold.purpose) && isInstant(hold.untilMs))) return false;
  if (!lots) return true;
  const named = new Set(lots.map(({ owner, asset }) => [owner.kind, owner.id, asset].join(':')));
  return named.size === lots.length && lots.every(isValidTerms);
}

function isValidTerms({ owner, asset, activatesAtMs, expiresAtMs, storeId, extendTo }: LotTerms): boolean {
  const account = { ownerKind: owner.kind, ownerId: owner.id, asset, bucket: 'available' } as const;
  return (
    isValidAccount(account) &&
    hasLots(account) &&
    [activatesAtMs, expiresAtMs, extendTo ?? 0].every(isInstant) &&
    isNonNegativeInteger(storeId)
  );
}

const isInstant = (atMs: number): boolean => isNonNegativeInteger(atMs) && atMs <= NEVER_MS;
