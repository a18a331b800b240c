import { Injectable } from '@nestjs/common';
import type { Identity } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { customers, identities } from './entities';
import { identityField, PersonalFields } from './personal-fields';

/** What proves that members of two brands are one person. A device or an openid names an app's user, not a person. */
const PROOFS = ['mobile', 'wx_unionid'] as const;

/**
 * The same person in another brand of the group. Brands cannot match their customers by what is stored (INV-34): the
 * value is opened for one person who asks, indexed anew under the other brand's key, and forgotten.
 */
@Injectable()
export class SamePerson {
  constructor(private readonly fields: PersonalFields) {}

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
      const valueIndex = this.fields.indexOf(toBrandId, { kind, value });
      const owner = await identities.one(reader, toBrandId, { kind, valueIndex, verified: true });
      if (owner) found.add(owner.customerId);
    }
    const [only, second] = found;
    if (only === undefined || second !== undefined) return null;
    const there = await customers.one(reader, toBrandId, { id: only });
    return there && there.joinedAtMs > 0 && there.erasedAtMs === 0 ? only : null;
  }

  private async proofsOf(reader: Reader, brandId: number, customerId: number): Promise<Identity[]> {
    const proofs = { customerId, verified: true, kind: PROOFS };
    const rows = await identities.select(reader, brandId, proofs, { order: 'created_at_ms, kind' });
    return rows.map(({ kind, valueIndex, value }) => ({
      kind,
      value: this.fields.open(brandId, identityField(kind, valueIndex), value),
    }));
  }
}
