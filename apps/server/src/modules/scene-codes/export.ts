import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { ArrivalsService } from './arrivals.service';

/** By whose code a person joined. */
@Injectable()
export class OriginExport implements ExportPart {
  constructor(private readonly arrivals: ArrivalsService) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    return { joinedBy: await this.arrivals.origin(reader, brandId, family) };
  }
}
