import { assert } from '../shared/assert';
import { fail, ok, type Result } from '../shared/result';
import {
  accountKey,
  checkPosting,
  isOwnerBucket,
  type AccountRef,
  type Posting,
  type PostingKind,
} from './posting';

/** Balance by `accountKey`; an account that was never posted to has 0. */
export type Balances = ReadonlyMap<string, number>;

/**
 * The balances after a posting. The reference model of tests and of the audit; the database does the same by
 * conditional updates.
 */
export function applyPosting(balances: Balances, posting: Posting): Map<string, number> {
  assert(checkPosting(posting).ok, 'LEDGER-1', 'only a posting that passed checkPosting is applied');
  const after = new Map(balances);
  for (const { account, amount } of posting.entries) {
    const key = accountKey(account);
    after.set(key, (after.get(key) ?? 0) + amount);
  }
  return after;
}

/**
 * A clawback may leave a debt, a merge carries one over, a reversal restores what was there before, and what a late
 * fact corrects may be spent already.
 */
export const overdrawingKinds: readonly PostingKind[] = ['clawback', 'merge', 'reverse', 'settle'];

export type LimitRefusal =
  | { readonly code: 'POINTS_INSUFFICIENT'; readonly pointsMissing: number }
  | { readonly code: 'POINTS_IN_DEBT'; readonly debt: number };

/**
 * Refuses a posting that would take an owner's account below zero (INV-3). A clawback may: under the default policy
 * it leaves a debt that the next earnings repay, and while there is one nothing can be spent.
 */
export function checkLimits(
  balances: Pick<Balances, 'get'>,
  posting: Posting,
): Result<Posting, LimitRefusal> {
  for (const { account, amount } of posting.entries) {
    if (amount > 0 || mayOverdraw(account, posting.kind)) continue;
    const before = balances.get(accountKey(account)) ?? 0;
    if (before < 0) return fail({ code: 'POINTS_IN_DEBT', debt: -before });
    if (before + amount < 0) return fail({ code: 'POINTS_INSUFFICIENT', pointsMissing: -(before + amount) });
  }
  return ok(posting);
}

/** Whether a posting of this kind may leave the account below zero. */
export function mayOverdraw(account: AccountRef, kind: PostingKind): boolean {
  // Accounts of funders and clearing accounts mirror what owners have: below zero is their normal side.
  if (!isOwnerBucket(account.bucket)) return true;
  return account.bucket === 'available' && overdrawingKinds.includes(kind);
}
