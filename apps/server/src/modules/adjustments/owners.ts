import { Injectable } from '@nestjs/common';
import { fail, ok, type Asset, type Result } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { Refusal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GuideRolesService } from '../guides';
import { CustomersService, MembershipService } from '../members';

export interface Owner {
  readonly kind: 'member' | 'guide';
  readonly id: number;
}

/** Which points each kind of owner has. */
const ASSETS: Record<Owner['kind'], readonly Asset[]> = {
  member: ['points', 'growth'],
  guide: ['guide_points'],
};

export const isAssetOf = (owner: Owner, asset: Asset): boolean => ASSETS[owner.kind].includes(asset);

/** Whose points are adjusted, by the id that operators hold in their hands. */
@Injectable()
export class AdjustmentOwners {
  constructor(
    private readonly customers: CustomersService,
    private readonly membership: MembershipService,
    private readonly guides: GuideRolesService,
    private readonly publicIds: PublicIds,
  ) {}

  async find(
    reader: Reader,
    brandId: number,
    publicId: string,
  ): Promise<Result<Owner, Refusal<'GUIDE_UNKNOWN' | 'CUSTOMER_UNKNOWN'>>> {
    const guideId = this.publicIds.decode('gde', publicId);
    if (guideId !== null) {
      const isOurs = (await this.guides.namesOf(reader, brandId, [guideId])).has(guideId);
      return isOurs ? ok({ kind: 'guide', id: guideId }) : fail({ code: 'GUIDE_UNKNOWN' });
    }
    const id = this.publicIds.decode('cus', publicId) ?? 0;
    const kept = (await this.customers.canonical(reader, { id: brandId }, [id])).get(id);
    return kept === undefined ? fail({ code: 'CUSTOMER_UNKNOWN' }) : ok({ kind: 'member', id: kept });
  }

  /** Every id under which the owner's adjustments are filed. */
  async family(reader: Reader, brandId: number, { kind, id }: Owner): Promise<number[]> {
    return kind === 'guide' ? [id] : this.membership.familyOf(reader, { id: brandId }, id);
  }

  /** What owners are called, by `kind:id`. */
  async names(
    reader: Reader,
    brandId: number,
    owners: readonly Owner[],
  ): Promise<Map<string, string | null>> {
    const idsOf = (kind: Owner['kind']): number[] => [
      ...new Set(owners.filter((owner) => owner.kind === kind).map(({ id }) => id)),
    ];
    const profiles = await this.membership.profiles(reader, brandId, idsOf('member'));
    const guides = await this.guides.namesOf(reader, brandId, idsOf('guide'));
    const names = new Map<string, string | null>();
    for (const { customerId, nickname } of profiles.values()) names.set(`member:${customerId}`, nickname);
    for (const [id, name] of guides) names.set(`guide:${id}`, name);
    return names;
  }
}
