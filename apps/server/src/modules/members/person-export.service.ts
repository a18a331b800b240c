import { Injectable } from '@nestjs/common';
import { Areas, type Person } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';

/** What a person may take along (PIPL article 45), asked for by themselves or on their behalf. */
@Injectable()
export class PersonExport {
  constructor(
    private readonly db: Database,
    private readonly areas: Areas,
    private readonly brands: BrandsService,
    private readonly publicIds: PublicIds,
  ) {}

  /** Everything, by any area, as one document. */
  async everythingAbout(reader: Reader, brandId: number, person: Person) {
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
  }
}
