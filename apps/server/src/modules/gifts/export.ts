import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { ordersOfOwner } from './orders.queries';
import { GiftViews } from './views';

/** More than any real customer has, little enough to answer at once. */
const ROWS_MAX = 5_000;

/** Gifts that a member took, as their own list shows them; the codes are good for goods and stay out of files. */
@Injectable()
export class GiftExport implements ExportPart {
  constructor(private readonly views: GiftViews) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const rows = await ordersOfOwner(reader, brandId, 'member', family, { after: null, limit: ROWS_MAX });
    const shown = await this.views.ordersIn(reader, brandId, rows);
    return { gifts: shown.map(({ pickupCode: _, ...order }) => order) };
  }
}
