import { Injectable } from '@nestjs/common';
import { Areas } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { CustomerPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';

/** Everything held about a person, by any area, as one document they can take along (PIPL article 45). */
@Injectable()
export class ExportService {
  constructor(
    private readonly db: Database,
    private readonly areas: Areas,
    private readonly brands: BrandsService,
    private readonly publicIds: PublicIds,
  ) {}

  async everythingAbout({ brandId, person }: CustomerPrincipal) {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const sections: Record<string, unknown> = {};
      for (const part of this.areas.exports())
        Object.assign(sections, await part.sections(reader, brand, person));
      return {
        exportedAtMs: this.db.nowMs(),
        brand: brand.name,
        customerId: this.publicIds.encode('cus', person.customerId),
        ...sections,
      };
    });
  }
}
