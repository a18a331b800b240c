import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { exchanges, type ExchangeRow } from './entities';

/** Points that a person turned into points of another brand, or got from there. */
@Injectable()
export class ExchangeExport implements ExportPart {
  constructor(private readonly brands: BrandsService) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const given = await exchanges.select(reader, { fromBrandId: brandId, fromCustomerId: family });
    const got = await exchanges.select(reader, { toBrandId: brandId, toCustomerId: family });
    const told = [];
    for (const row of given)
      told.push({ direction: 'given', ...(await this.told(reader, row, row.toBrandId)) });
    for (const row of got)
      told.push({ direction: 'got', ...(await this.told(reader, row, row.fromBrandId)) });
    return { exchanges: told };
  }

  private async told(reader: Reader, { fromPoints, toPoints, createdAtMs }: ExchangeRow, otherId: number) {
    const { code: brand, name: brandName } = await this.brands.byId(reader, otherId);
    return { brand, brandName, fromPoints, toPoints, createdAtMs };
  }
}
