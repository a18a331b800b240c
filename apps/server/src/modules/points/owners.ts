import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import type { CustomerPrincipal } from '../../platform/http';
import { CustomersService, MembershipService } from '../members';
import { PointsReads, type PointsBalance } from '../ledger';

/** Who spends: a member member points, a guide guide points. */
export interface AssetOwner {
  readonly brandId: number;
  readonly kind: 'member' | 'guide';
  /** Canonical customer id, or the guide's. */
  readonly id: number;
  readonly asset: 'points' | 'guide_points';
}

export const memberOf = (who: Pick<CustomerPrincipal, 'brandId' | 'customerId'>): AssetOwner => ({
  brandId: who.brandId,
  kind: 'member',
  id: who.customerId,
  asset: 'points',
});

export function guideOf(who: CustomerPrincipal): AssetOwner {
  if (!who.guide) throw new Error('A guide route was reached without a guide');
  return { brandId: who.brandId, kind: 'guide', id: who.guide.guideId, asset: 'guide_points' };
}

/** The keys of a owner's requests are its own: two people may use the same one. */
export const principalOf = (owner: AssetOwner): string => `${owner.kind}:${owner.id}`;

/** Who owners are today, and what they have. */
@Injectable()
export class PointsOwners {
  constructor(
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly reads: PointsReads,
  ) {}

  /**
   * Locks a member, so that what one person may have is counted by one transaction at a time, and answers who it
   * stands for today. A guide has no row of this order; limits of guides are counted under the lock of the gift.
   */
  async lock(tx: Tx, owner: AssetOwner): Promise<AssetOwner> {
    if (owner.kind === 'guide') return owner;
    const kept = await this.customers.lock(tx, { id: owner.brandId }, [owner.id]);
    return { ...owner, id: kept.get(owner.id) ?? owner.id };
  }

  /** Every id under which the owner's orders are filed. */
  async family(reader: Reader, owner: AssetOwner): Promise<number[]> {
    if (owner.kind === 'guide') return [owner.id];
    return this.membership.familyOf(reader, { id: owner.brandId }, owner.id);
  }

  async balance(reader: Reader, owner: AssetOwner): Promise<PointsBalance> {
    const { brandId, kind, id, asset } = owner;
    return this.reads.balanceOf(reader, { brandId, ownerKind: kind, ownerId: id, asset });
  }
}
