import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { TouchesService } from './touches.service';

/** More than any real customer has, little enough to answer at once. */
const ROWS_MAX = 5_000;

@Injectable()
export class TouchExport implements ExportPart {
  constructor(private readonly touches: TouchesService) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const page = { after: null, limit: ROWS_MAX };
    const { items } = await this.touches.inboxIn(reader, brandId, family, page);
    return { messages: items.map(({ id: _, leadsTo: __, ...message }) => message) };
  }
}
