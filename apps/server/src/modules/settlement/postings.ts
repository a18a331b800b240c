import {
  PAYMENT_KEY,
  pointsWorth,
  WRITE_OFF_KEY,
  type AccountRef,
  type Entry,
  type SettledAsset,
} from '@liuliang/domain';
import type { LedgerPosting } from '../ledger';
import type { PartyAccount } from './entries.queries';
import type { PartyRef } from './party';

interface Context {
  readonly brandId: number;
  readonly party: PartyRef;
  readonly statementId: number;
  readonly atMs: number;
}

/** What an account held at closing. */
export interface Settled {
  readonly account: PartyAccount;
  readonly balance: number;
}

const system = (asset: SettledAsset, bucket: 'redemption' | 'write_off'): AccountRef => ({
  ownerKind: 'system',
  ownerId: 0,
  asset,
  bucket,
});

const own = ({ kind, id }: PartyRef, asset: SettledAsset, bucket: 'clearing' | 'available'): AccountRef => ({
  ownerKind: kind,
  ownerId: id,
  asset,
  bucket,
});

/**
 * A paid statement takes its points out of the party's accounts, so that the ledger says at every instant what is still
 * owed, and points that were paid for cannot be drawn a second time. Null when the accounts held nothing.
 */
export function paymentPosting(context: Context, settled: readonly Settled[]): LedgerPosting | null {
  const sums = new Map<string, { account: AccountRef; points: number }>();
  for (const { account, balance } of settled) {
    const ref = own(context.party, account.asset, account.bucket === 'clearing' ? 'clearing' : 'available');
    const slot = `${ref.asset}:${ref.bucket}`;
    const sum = sums.get(slot) ?? { account: ref, points: 0 };
    sums.set(slot, { ...sum, points: sum.points + balance });
  }
  const entries: Entry[] = [];
  const owed = new Map<SettledAsset, number>();
  for (const { account, points } of sums.values()) {
    if (points === 0) continue;
    entries.push({ account, amount: -points });
    const asset = account.asset as SettledAsset;
    owed.set(asset, (owed.get(asset) ?? 0) + points);
  }
  for (const [asset, points] of owed) {
    if (points !== 0) entries.push({ account: system(asset, 'redemption'), amount: points });
  }
  return entries.length < 2 ? null : postingOf(context, `${PAYMENT_KEY}${context.statementId}`, entries);
}

/**
 * Gives up what a party owes beyond the cap: the fewest points that are worth it. Null when a point is worth nothing.
 * @param fenPer100 rate of the asset
 */
export function writeOffPosting(
  context: Context,
  asset: SettledAsset,
  excessFen: number,
  fenPer100: number,
): LedgerPosting | null {
  const points = pointsWorth(excessFen, fenPer100);
  if (points === 0) return null;
  const bucket = context.party.kind === 'store' ? 'clearing' : 'available';
  return postingOf(context, `${WRITE_OFF_KEY}${context.statementId}`, [
    { account: own(context.party, asset, bucket), amount: points },
    { account: system(asset, 'write_off'), amount: -points },
  ]);
}

function postingOf(context: Context, key: string, entries: readonly Entry[]): LedgerPosting {
  return {
    brandId: context.brandId,
    key,
    kind: 'adjust',
    reference: { kind: 'payout', id: String(context.statementId) },
    entries,
    occurredAtMs: context.atMs,
    explanation: { rule: 'settlement', statementId: context.statementId },
  };
}
