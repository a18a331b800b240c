import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { transfersOf } from './queries';
import { TransferViews } from './views';

/** More than any real customer has, little enough to answer at once. */
const ROWS_MAX = 5_000;

/** Points sent and received, as the member's own list shows them; the codes are good for points and stay out of files. */
@Injectable()
export class TransferExport implements ExportPart {
  constructor(private readonly views: TransferViews) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const rows = await transfersOf(reader, brandId, family, { after: null, limit: ROWS_MAX });
    const shown = await this.views.transfersIn(reader, brandId, rows, (row) =>
      family.includes(row.fromCustomerId),
    );
    return { transfers: shown.map(({ claimCode: _, ...transfer }) => transfer) };
  }
}
