import { Injectable } from '@nestjs/common';
import type { Identity } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { CustomersQueries } from './customers.queries';
import { MembershipQueries } from './membership.queries';
import { identityField, PersonalFields } from './personal-fields';

/** What proves that members of two brands are one person. A device or an openid names an app's user, not a person. */
const PROOFS: ReadonlySet<string> = new Set(['mobile', 'wx_unionid']);

/**
 * The same person in another brand of the group. Brands cannot match their customers by what is stored (INV-34): the
 * value is opened for one person who asks, indexed anew under the other brand's key, and forgotten.
 */
@Injectable()
export class SamePerson {
  constructor(
    private readonly customers: CustomersQueries,
    private readonly membership: MembershipQueries,
    private readonly fields: PersonalFields,
  ) {}

  /**
   * The member of `toBrandId` who bears a mobile number or a WeChat unionid that both brands have verified.
   * @returns null when there is none, or when the proofs lead to two different members
   */
  async memberIn(
    reader: Reader,
    from: { readonly brandId: number; readonly customerId: number },
    toBrandId: number,
  ): Promise<number | null> {
    const found = new Set<number>();
    for (const { kind, value } of await this.proofsOf(reader, from.brandId, from.customerId)) {
      const index = this.fields.indexOf(toBrandId, { kind, value });
      const [owner] = await this.customers.owners(reader, toBrandId, kind, [index]);
      if (owner && owner.verified === 1) found.add(owner.customerId);
    }
    const [only, second] = found;
    if (only === undefined || second !== undefined) return null;
    const [profile] = await this.membership.profiles(reader, toBrandId, [only]);
    return profile && profile.joined_at_ms > 0 && profile.erased_at_ms === 0 ? only : null;
  }

  private async proofsOf(reader: Reader, brandId: number, customerId: number): Promise<Identity[]> {
    const owned = await this.customers.identitiesOf(reader, brandId, customerId);
    const verified = new Set(owned.filter((one) => one.verified === 1).map(keyOf));
    const rows = await this.membership.identities(reader, customerId);
    return rows
      .filter((row) => PROOFS.has(row.kind) && verified.has(keyOf({ ...row, valueIndex: row.value_index })))
      .map(({ kind, value_index, value }) => ({
        kind: kind as Identity['kind'],
        value: this.fields.open(brandId, identityField(kind, value_index), value),
      }));
  }
}

const keyOf = ({ kind, valueIndex }: { kind: string; valueIndex: Buffer }): string =>
  `${kind}.${valueIndex.toString('hex')}`;
