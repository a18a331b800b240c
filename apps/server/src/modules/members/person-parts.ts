import { Injectable } from '@nestjs/common';
import type { ErasurePart, ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader, Tx } from '../../platform/db/statements';
import { BirthdaysService } from './birthdays.service';
import { ConsentsService } from './consents.service';
import { customers, identities, memberCodes, nameGrams } from './entities';
import { MembershipService } from './membership.service';
import { MergesService } from './merges.service';

/** Who a person is, as far as they told: what they may take along. */
@Injectable()
export class MemberExport implements ExportPart {
  constructor(
    private readonly membership: MembershipService,
    private readonly consents: ConsentsService,
    private readonly birthdays: BirthdaysService,
  ) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { customerId, family }: Person) {
    const profile = (await this.membership.profiles(reader, brandId, [customerId])).get(customerId);
    return {
      nickname: profile?.nickname ?? null,
      mobile: profile?.mobileMasked ?? null,
      joinedAtMs: profile?.joinedAtMs ?? null,
      birthday: (await this.birthdays.ofFamilies(reader, brandId, [family]))[0] ?? null,
      identities: await this.membership.identities(reader, brandId, customerId),
      consents: await this.consents.inForce(reader, brandId, family),
    };
  }
}

/** Destroys identifiers, names, codes and the birthday for good. */
@Injectable()
export class MemberErasure implements ErasurePart {
  constructor(
    private readonly birthdays: BirthdaysService,
    private readonly merges: MergesService,
  ) {}

  /** Amounts and days stay, under a number that leads to nobody. */
  async erase(tx: Tx, { id: brandId }: OfBrand, { family }: Person): Promise<void> {
    await this.merges.forget(tx, brandId, family);
    await identities.remove(tx, brandId, { customerId: family });
    await memberCodes.remove(tx, brandId, { customerId: family });
    await nameGrams.remove(tx, brandId, { customerId: family });
    const nameless = { nickname: Buffer.alloc(0), mobile: Buffer.alloc(0) };
    await customers.set(tx, brandId, { id: family }, nameless);
    await customers.set(tx, brandId, { id: family, erasedAtMs: 0 }, { erasedAtMs: tx.nowMs() });
    await this.birthdays.erase(tx, brandId, family);
  }
}
