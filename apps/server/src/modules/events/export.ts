import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { events } from './entities';

/** More than any real customer has, little enough to answer at once. */
const ROWS_MAX = 5_000;

@Injectable()
export class EventExport implements ExportPart {
  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const columns = ['type', 'occurredAtMs', 'toldAtMs', 'item'] as const;
    const newest = { columns, order: 'occurred_at_ms DESC', limit: ROWS_MAX };
    const rows = await events.select(reader, brandId, { customerId: family }, newest);
    return { events: rows.map((row) => ({ ...row, item: row.item || null })) };
  }
}
