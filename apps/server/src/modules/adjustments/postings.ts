import { NEVER_MS, reversalOf, type AccountRef, type Asset } from '@liuliang/domain';
import type { LedgerPosting } from '../ledger';
import type { PointsOwner } from '../points';
import type { AdjustmentRow } from './entities';

/** Points that nobody earned: given above zero, taken below. */
interface ByHand {
  readonly id: number;
  readonly brandId: number;
  readonly asset: Asset;
  readonly points: number;
  readonly expiresAtMs: number;
}

/** Gives or takes points by hand, on HQ's account. */
export function adjustmentPosting(row: AdjustmentRow, occurredAtMs: number): LedgerPosting {
  return {
    ...byHand(row, { kind: row.ownerKind, id: row.ownerId }),
    key: `adjust:${row.id}`,
    kind: 'adjust',
    occurredAtMs,
    explanation: { adjustmentId: row.id, points: row.points },
  };
}

/** A balance that another system kept before, as one lot with the expiry that it had there. */
export function openingPosting(
  line: ByHand & {
    readonly customerId: number;
    readonly importedAtMs: number;
    /** The upload that brings it, by its public id; absent: the command line does. */
    readonly broughtBy?: string | undefined;
  },
): LedgerPosting {
  const { id, customerId, points, expiresAtMs, importedAtMs, broughtBy } = line;
  return {
    ...byHand(line, { kind: 'member', id: customerId }),
    key: `opening:${id}`,
    kind: 'opening',
    occurredAtMs: importedAtMs,
    explanation: {
      opening: points,
      expiresAtMs: expiresAtMs === NEVER_MS ? null : expiresAtMs,
      ...(broughtBy && { broughtBy }),
    },
  };
}

/** Takes a balance back that was brought over, in whole and out of its own lot. */
export function takingBack(
  line: Parameters<typeof openingPosting>[0],
  occurredAtMs: number,
  broughtBy: string,
): LedgerPosting {
  const { id, brandId, points } = line;
  return {
    ...reversalOf(openingPosting(line), `unopening:${id}`),
    brandId,
    occurredAtMs,
    explanation: { points: -points, broughtBy },
  };
}

function byHand({ id, brandId, asset, points, expiresAtMs }: ByHand, owner: PointsOwner) {
  const hq: AccountRef = { ownerKind: 'system', ownerId: 0, asset, bucket: 'adjustment' };
  const own: AccountRef = { ownerKind: owner.kind, ownerId: owner.id, asset, bucket: 'available' };
  const lot = { owner, asset, activatesAtMs: 0, expiresAtMs, storeId: 0 };
  return {
    brandId,
    reference: { kind: 'manual', id: String(id) },
    entries: [
      { account: hq, amount: -points },
      { account: own, amount: points },
    ],
    // Growth has no lots, so it has no expiry either.
    ...(asset === 'growth' || points <= 0 ? {} : { lots: [lot] }),
  } as const;
}
