import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { orderPoints, orderPointsReturns } from './entities';

export type OrderPointsRow = RowOf<typeof orderPoints>;
export type ReturnRow = RowOf<typeof orderPointsReturns>;

@Injectable()
export class OrderPointsQueries {
  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<OrderPointsRow | null> {
    return orderPoints.one(reader, brandId, { requestKey: key });
  }

  async lock(tx: Tx, brandId: number, key: Buffer): Promise<OrderPointsRow | null> {
    return orderPoints.one(tx, brandId, { requestKey: key }, { lock: 'update' });
  }

  /** @returns false when the key is taken */
  async insert(tx: Tx, row: OrderPointsRow): Promise<boolean> {
    return orderPoints.insertNew(tx, row);
  }

  async setHold(tx: Tx, { id, brandId }: OrderPointsRow, holdId: number): Promise<void> {
    await orderPoints.set(tx, brandId, { id }, { holdId });
  }

  async returnByKey(reader: Reader, orderPointsId: number, refundKey: Buffer): Promise<ReturnRow | null> {
    return orderPointsReturns.one(reader, { orderPointsId, refundKey });
  }

  /** What the refunds so far were worth together, in fen. */
  async returnedWorth(reader: Reader, orderPointsId: number): Promise<number> {
    return orderPointsReturns.sum(reader, 'worthFen', { orderPointsId });
  }

  async insertReturn(tx: Tx, row: ReturnRow): Promise<void> {
    await orderPointsReturns.insert(tx, [row]);
  }
}
