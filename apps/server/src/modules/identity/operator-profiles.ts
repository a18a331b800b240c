import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import type { Operator } from './operators.service';

/** What operators are told about themselves. */
@Injectable()
export class OperatorProfiles {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly publicIds: PublicIds,
  ) {}

  async of(operator: Operator) {
    const [profile] = await this.ofAll(operator.brandId, [operator]);
    if (!profile) throw new Error('Each operator has a profile');
    return profile;
  }

  /** Of one brand, in their order: the brand and its stores are read once. */
  async ofAll(brandId: number, operators: readonly Operator[]) {
    const { brand, stores } = await this.db.read(async (reader) => ({
      brand: await this.brands.byId(reader, brandId),
      stores: await this.brands.stores(reader, brandId),
    }));
    const codeOf = new Map([...stores].map(([code, store]) => [store.id, code]));
    return operators.map((operator) => ({
      operatorId: this.publicIds.encode('opr', operator.id),
      displayName: operator.displayName,
      role: operator.role,
      permissions: [...operator.permissions],
      brand: { code: brand.code, name: brand.name, timeZone: brand.timeZone },
      storeScope: operator.storeScope?.map((id) => codeOf.get(id) ?? '?') ?? null,
      totpEnabled: operator.hasTotp,
    }));
  }
}
