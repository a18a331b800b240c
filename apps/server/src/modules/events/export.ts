import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { EventReads } from './reads.queries';

/** More than any real customer has, little enough to answer at once. */
const ROWS_MAX = 5_000;

@Injectable()
export class EventExport implements ExportPart {
  constructor(private readonly events: EventReads) {}

  async sections(reader: Reader, _: OfBrand, { family }: Person) {
    return { events: await this.events.ofCustomers(reader, family, ROWS_MAX) };
  }
}
