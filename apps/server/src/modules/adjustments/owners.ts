import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { Refusal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GuideDirectory } from '../brands';
import { CustomersService } from '../members';
import type { PointsOwner } from '../points';

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
  ): Promise<Result<PointsOwner, Refusal<'GUIDE_UNKNOWN' | 'CUSTOMER_UNKNOWN'>>> {
    const guideId = this.publicIds.decode('gde', publicId);
    if (guideId !== null) {
      const [ours] = await this.guides.byIds(reader, brandId, [guideId]);
      return ours ? ok({ kind: 'guide', id: guideId }) : fail({ code: 'GUIDE_UNKNOWN' });
    }
    const id = this.publicIds.decode('cus', publicId) ?? 0;
    const kept = (await this.customers.canonical(reader, { id: brandId }, [id])).get(id);
    return kept === undefined ? fail({ code: 'CUSTOMER_UNKNOWN' }) : ok({ kind: 'member', id: kept });
  }
}
