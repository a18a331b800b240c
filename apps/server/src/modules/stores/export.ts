import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { StorePlaces } from './service';

/** Who looks after a person, as their own page says it. */
@Injectable()
export class GuideExport implements ExportPart {
  constructor(private readonly places: StorePlaces) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const guide = await this.places.guideIn(reader, brandId, family);
    return { guide: guide && { name: guide.name, storeName: guide.storeName } };
  }
}
