import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';

export interface GuideRow {
  readonly id: number;
  /** The customer behind the guide; 0: not known. */
  readonly customerId: number;
  readonly storeId: number;
  /** 0: still here. */
  readonly leftAtMs: number;
}

/** What earning asks of guides and stores. */
@Injectable()
export class ContextsQueries {
  async guides(reader: Reader, brandId: number, ids: readonly number[]): Promise<Map<number, GuideRow>> {
    const rows = await queryIn<GuideRow>(
      reader,
      ids,
      (list) =>
        'SELECT id, customer_id AS customerId, store_id AS storeId, left_at_ms AS leftAtMs FROM guide' +
        ` WHERE brand_id = ? AND id IN (${list})`,
      [brandId],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
