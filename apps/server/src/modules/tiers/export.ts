import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { TierScreens } from './screens.service';

@Injectable()
export class TierExport implements ExportPart {
  constructor(private readonly screens: TierScreens) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, person: Person) {
    return { tier: await this.screens.exported(reader, brandId, person) };
  }
}
