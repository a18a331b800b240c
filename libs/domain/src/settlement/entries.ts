import { pointsWorth, type PartyKind, type SettledAsset } from './lines';

/** A store or a guide, by row id. */
export interface PartyRef {
  readonly kind: PartyKind;
  readonly id: number;
}

/** An entry as the ledger takes it. */
export interface SettlementEntry {
  readonly account: {
    readonly ownerKind: PartyKind | 'system';
    readonly ownerId: number;
    readonly asset: SettledAsset;
    readonly bucket: 'clearing' | 'available' | 'redemption' | 'write_off';
  };
  readonly amount: number;
}
type Account = SettlementEntry['account'];

/** What an account of a party held at closing. */
export interface HeldAtClosing {
  readonly asset: SettledAsset;
  readonly bucket: 'clearing' | 'pending' | 'available' | 'held';
  readonly points: number;
}

/**
 * A paid statement takes its points out of the party's accounts, so that the ledger says at every instant what is still
 * owed, and points that were paid for cannot be drawn a second time. None when the accounts held nothing.
 */
export function paymentEntries(party: PartyRef, held: readonly HeldAtClosing[]): SettlementEntry[] {
  const sums = new Map<string, { account: Account; points: number }>();
  for (const { asset, bucket, points } of held) {
    const account = own(party, asset, bucket === 'clearing' ? 'clearing' : 'available');
    const slot = `${asset}:${account.bucket}`;
    sums.set(slot, { account, points: (sums.get(slot)?.points ?? 0) + points });
  }
  const entries: SettlementEntry[] = [];
  const owed = new Map<SettledAsset, number>();
  for (const { account, points } of sums.values()) {
    if (points === 0) continue;
    entries.push({ account, amount: -points });
    owed.set(account.asset, (owed.get(account.asset) ?? 0) + points);
  }
  for (const [asset, points] of owed) {
    if (points !== 0) entries.push({ account: system(asset, 'redemption'), amount: points });
  }
  return entries.length < 2 ? [] : entries;
}

/**
 * Gives up what a party owes beyond the cap: the fewest points that are worth it. None when a point is worth nothing.
 * @param rates fen per 100 points of each asset
 */
export function writeOffEntries(
  party: PartyRef,
  excessFen: number,
  rates: Readonly<Record<SettledAsset, number>>,
): SettlementEntry[] {
  const isStore = party.kind === 'store';
  const asset = isStore ? 'points' : 'guide_points';
  const points = pointsWorth(excessFen, rates[asset]);
  if (points === 0) return [];
  return [
    { account: own(party, asset, isStore ? 'clearing' : 'available'), amount: points },
    { account: system(asset, 'write_off'), amount: -points },
  ];
}

const system = (asset: SettledAsset, bucket: 'redemption' | 'write_off'): Account => ({
  ownerKind: 'system',
  ownerId: 0,
  asset,
  bucket,
});

const own = ({ kind, id }: PartyRef, asset: SettledAsset, bucket: 'clearing' | 'available'): Account => ({
  ownerKind: kind,
  ownerId: id,
  asset,
  bucket,
});
