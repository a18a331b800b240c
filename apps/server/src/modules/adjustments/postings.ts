import { NEVER_MS, type AccountRef, type Asset, type LotTerms } from '@liuliang/domain';
import type { LedgerPosting } from '../ledger';
import type { AdjustmentRow } from './adjustments.queries';

const ADJUSTMENT = (asset: Asset): AccountRef => ({
  ownerKind: 'system',
  ownerId: 0,
  asset,
  bucket: 'adjustment',
});

/** Growth has no lots, so it has no expiry either. */
function termsOf(
  owner: LotTerms['owner'],
  asset: Asset,
  points: number,
  expiresAtMs: number,
): { lots?: LotTerms[] } {
  if (asset === 'growth' || points <= 0) return {};
  return { lots: [{ owner, asset, activatesAtMs: 0, expiresAtMs, storeId: 0 }] };
}

/** Gives or takes points by hand, on HQ's account. */
export function adjustmentPosting(row: AdjustmentRow, occurredAtMs: number): LedgerPosting {
  const owner = { kind: row.ownerKind, id: row.ownerId };
  const available: AccountRef = {
    ownerKind: owner.kind,
    ownerId: owner.id,
    asset: row.asset,
    bucket: 'available',
  };
  return {
    brandId: row.brandId,
    key: `adjust:${row.id}`,
    kind: 'adjust',
    reference: { kind: 'manual', id: String(row.id) },
    entries: [
      { account: ADJUSTMENT(row.asset), amount: -row.points },
      { account: available, amount: row.points },
    ],
    ...termsOf(owner, row.asset, row.points, row.expiresAtMs),
    occurredAtMs,
    explanation: { adjustmentId: row.id, points: row.points },
  };
}

/** A balance that another system kept before, as one lot with the expiry that it had there. */
export function openingPosting(line: {
  readonly id: number;
  readonly brandId: number;
  readonly customerId: number;
  readonly asset: Asset;
  readonly points: number;
  readonly expiresAtMs: number;
  readonly importedAtMs: number;
}): LedgerPosting {
  const owner = { kind: 'member', id: line.customerId } as const;
  return {
    brandId: line.brandId,
    key: `opening:${line.id}`,
    kind: 'opening',
    reference: { kind: 'manual', id: String(line.id) },
    entries: [
      { account: ADJUSTMENT(line.asset), amount: -line.points },
      {
        account: { ownerKind: 'member', ownerId: owner.id, asset: line.asset, bucket: 'available' },
        amount: line.points,
      },
    ],
    ...termsOf(owner, line.asset, line.points, line.expiresAtMs),
    occurredAtMs: line.importedAtMs,
    explanation: {
      opening: line.points,
      expiresAtMs: line.expiresAtMs === NEVER_MS ? null : line.expiresAtMs,
    },
  };
}
