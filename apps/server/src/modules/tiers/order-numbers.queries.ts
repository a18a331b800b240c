import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';

/** The sellers' own numbers of orders: the area of orders calls this one, so it cannot be asked. */
@Injectable()
export class OrderNumbersQueries {
  async of(reader: Reader, brandId: number, orderIds: readonly number[]): Promise<Map<number, string>> {
    const sql = (list: string): string =>
      `SELECT id, order_key AS orderKey FROM sale_order WHERE brand_id = ? AND id IN (${list})`;
    const rows = await queryIn<{ id: number; orderKey: Buffer }>(reader, [...new Set(orderIds)], sql, [
      brandId,
    ]);
    return new Map(rows.map((row) => [row.id, row.orderKey.toString()]));
  }
}
