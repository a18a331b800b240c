import type { PointsBalance } from '@liuliang/domain';
import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import type { CustomerPrincipal } from '../../platform/http';
import { GuideDirectory } from '../brands';
import { CustomersService, MembershipService } from '../members';
import { PointsReads } from '../ledger';

/** Whose points they are. */
export interface PointsOwner {
  readonly kind: 'member' | 'guide';
  /** Customer id, or the guide's. */
  readonly id: number;
}

interface OfBrand extends PointsOwner {
  readonly brandId: number;
}

/** Who spends, by canonical id: a member member points, a guide guide points. */
export interface AssetOwner extends OfBrand {
  /** Every id under which what is the owner's is filed. */
  readonly family: readonly number[];
  readonly asset: 'points' | 'guide_points';
}

export const memberOf = ({ brandId, person }: Pick<CustomerPrincipal, 'brandId' | 'person'>): AssetOwner => ({
  brandId,
  kind: 'member',
  id: person.customerId,
  family: person.family,
  asset: 'points',
});

export function guideOf(who: CustomerPrincipal): AssetOwner {
  if (!who.guide) throw new Error('A guide route was reached without a guide');
  const { guideId: id } = who.guide;
  return { brandId: who.brandId, kind: 'guide', id, family: [id], asset: 'guide_points' };
}

/** The keys of an owner's requests are its own: two people may use the same one. */
export const principalOf = ({ kind, id }: PointsOwner): string => `${kind}:${id}`;

/** Who owners are today, and what they have. */
@Injectable()
export class PointsOwners {
  constructor(
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly guides: GuideDirectory,
    private readonly reads: PointsReads,
  ) {}

  /**
   * Locks a member, so that what one person may have is counted by one transaction at a time, and answers who it
   * stands for today. A guide has no row of this order; limits of guides are counted under the lock of the gift.
   */
  async lock<O extends OfBrand>(tx: Tx, owner: O): Promise<O> {
    if (owner.kind === 'guide') return owner;
    const locked = await this.customers.lock(tx, { id: owner.brandId }, [owner.id]);
    const { customerId: id, family } = locked.person(owner.id);
    return { ...owner, id, family };
  }

  /** What owners are called, by `principalOf`. */
  async names(
    reader: Reader,
    brandId: number,
    owners: readonly PointsOwner[],
  ): Promise<Map<string, string | null>> {
    const idsOf = (kind: PointsOwner['kind']): number[] => [
      ...new Set(owners.filter((owner) => owner.kind === kind).map(({ id }) => id)),
    ];
    const names = new Map<string, string | null>();
    for (const [id, { nickname }] of await this.membership.profiles(reader, brandId, idsOf('member')))
      names.set(`member:${id}`, nickname);
    for (const { id, name } of await this.guides.byIds(reader, brandId, idsOf('guide')))
      names.set(`guide:${id}`, name);
    return names;
  }

  async balance(reader: Reader, owner: AssetOwner): Promise<PointsBalance> {
    const { brandId, kind, id, asset } = owner;
    return this.reads.balanceOf(reader, { brandId, ownerKind: kind, ownerId: id, asset });
  }
}
