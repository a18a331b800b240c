import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export interface OrderPointsRow {
  id: number;
  brand_id: number;
  request_key: Buffer;
  content_hash: Buffer;
  customer_id: number;
  order_key: Buffer;
  order_fen: number;
  store_id: number;
  points: number;
  worth_fen: number;
  hold_id: number;
  created_at_ms: number;
}

export interface ReturnRow {
  id: number;
  order_points_id: number;
  refund_key: Buffer;
  points: number;
  worth_fen: number;
  expired: number;
  returned_at_ms: number;
}

const COLUMNS = [
  'id',
  'brand_id',
  'request_key',
  'content_hash',
  'customer_id',
  'order_key',
  'order_fen',
  'store_id',
  'points',
  'worth_fen',
  'hold_id',
  'created_at_ms',
] as const;
const RETURN = [
  'id',
  'order_points_id',
  'refund_key',
  'points',
  'worth_fen',
  'expired',
  'returned_at_ms',
] as const;

@Injectable()
export class OrderPointsQueries {
  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<OrderPointsRow | null> {
    return this.find(reader, brandId, key, '');
  }

  async lock(tx: Tx, brandId: number, key: Buffer): Promise<OrderPointsRow | null> {
    return this.find(tx, brandId, key, tx.dialect.forUpdate);
  }

  /** @returns false when the key is taken */
  async insert(tx: Tx, row: OrderPointsRow): Promise<boolean> {
    const values = COLUMNS.map((column) => row[column]);
    return (await insertRows(tx, 'order_points', COLUMNS, [values], { ignore: true })) === 1;
  }

  async setHold(tx: Tx, id: number, holdId: number): Promise<void> {
    await tx.exec('UPDATE order_points SET hold_id = ? WHERE id = ?', [holdId, id]);
  }

  async returnByKey(reader: Reader, orderPointsId: number, refundKey: Buffer): Promise<ReturnRow | null> {
    const rows = await reader.query<ReturnRow>(
      `SELECT ${RETURN.join(', ')} FROM order_points_return WHERE order_points_id = ? AND refund_key = ?`,
      [orderPointsId, refundKey],
    );
    return rows[0] ?? null;
  }

  /** What the refunds so far were worth together, in fen. */
  async returnedWorth(reader: Reader, orderPointsId: number): Promise<number> {
    const rows = await reader.query<{ worth: number | null }>(
      'SELECT CAST(SUM(worth_fen) AS SIGNED) AS worth FROM order_points_return WHERE order_points_id = ?',
      [orderPointsId],
    );
    return rows[0]?.worth ?? 0;
  }

  async insertReturn(tx: Tx, row: ReturnRow): Promise<void> {
    await insertRows(tx, 'order_points_return', RETURN, [RETURN.map((column) => row[column])]);
  }

  private async find(
    reader: Reader,
    brandId: number,
    key: Buffer,
    lock: string,
  ): Promise<OrderPointsRow | null> {
    const rows = await reader.query<OrderPointsRow>(
      `SELECT ${COLUMNS.join(', ')} FROM order_points WHERE brand_id = ? AND request_key = ?${lock}`,
      [brandId, key],
    );
    return rows[0] ?? null;
  }
}
