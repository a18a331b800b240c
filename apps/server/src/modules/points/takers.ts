import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import type { CustomerPrincipal } from '../../platform/http';
import { CustomersService, MembershipService } from '../members';
import { PointsReads, type PointsBalance } from '../ledger';

/** Who spends: a member member points, a guide guide points. */
export interface Taker {
  readonly brandId: number;
  readonly kind: 'member' | 'guide';
  /** Canonical customer id, or the guide's. */
  readonly id: number;
  readonly asset: 'points' | 'guide_points';
}

export const memberOf = (who: Pick<CustomerPrincipal, 'brandId' | 'customerId'>): Taker => ({
  brandId: who.brandId,
  kind: 'member',
  id: who.customerId,
  asset: 'points',
});

export function guideOf(who: CustomerPrincipal): Taker {
  if (!who.guide) throw new Error('A guide route was reached without a guide');
  return { brandId: who.brandId, kind: 'guide', id: who.guide.guideId, asset: 'guide_points' };
}

/** The keys of a taker's requests are its own: two people may use the same one. */
export const principalOf = (taker: Taker): string => `${taker.kind}:${taker.id}`;

/** Who takers are today, and what they have. */
@Injectable()
export class Takers {
  constructor(
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly reads: PointsReads,
  ) {}

  /**
   * Locks a member, so that what one person may have is counted by one transaction at a time, and answers who it
   * stands for today. A guide has no row of this order; limits of guides are counted under the lock of the gift.
   */
  async lock(tx: Tx, taker: Taker): Promise<Taker> {
    if (taker.kind === 'guide') return taker;
    const kept = await this.customers.lock(tx, { id: taker.brandId }, [taker.id]);
    return { ...taker, id: kept.get(taker.id) ?? taker.id };
  }

  /** Every id under which the taker's orders are filed. */
  async family(reader: Reader, taker: Taker): Promise<number[]> {
    if (taker.kind === 'guide') return [taker.id];
    return this.membership.familyOf(reader, { id: taker.brandId }, taker.id);
  }

  async balance(reader: Reader, taker: Taker): Promise<PointsBalance> {
    const { brandId, kind, id, asset } = taker;
    return this.reads.balanceOf(reader, { brandId, ownerKind: kind, ownerId: id, asset });
  }
}
