import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import type { Refusal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GuideDirectory } from '../brands';
import { CustomersService } from '../members';
import type { PointsOwner } from '../points';

/** An owner with every id under which what is theirs is filed. */
type FoundOwner = PointsOwner & Pick<Person, 'family'>;

/** Whose points are adjusted, by the id that operators hold in their hands. */
@Injectable()
export class AdjustmentOwners {
  constructor(
    private readonly customers: CustomersService,
    private readonly guides: GuideDirectory,
    private readonly publicIds: PublicIds,
  ) {}

  async find(
    reader: Reader,
    brandId: number,
    publicId: string,
  ): Promise<Result<FoundOwner, Refusal<'GUIDE_UNKNOWN' | 'CUSTOMER_UNKNOWN'>>> {
    const guideId = this.publicIds.decode('gde', publicId);
    if (guideId !== null) {
      const [ours] = await this.guides.byIds(reader, brandId, [guideId]);
      return ours ? ok({ kind: 'guide', id: guideId, family: [guideId] }) : fail({ code: 'GUIDE_UNKNOWN' });
    }
    const person = await this.customers.behind(reader, { id: brandId }, publicId);
    if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' });
    return ok({ kind: 'member', id: person.customerId, family: person.family });
  }
}
