import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { worthOfReturn } from '@liuliang/domain';
import type { z } from 'zod';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { CustomersService } from '../members';
import { Holds, type HoldView, mustSucceed } from '../ledger';
import { orderPoints, orderPointsReturns, type OrderPointsRow } from './entities';

type HoldReply = z.input<(typeof routes)['holdOrderPoints']['reply']>;

export const holdKeyOf = (key: string): string => `order:${key}`;

/** What the ledger keeps beside a posting about an order's points. */
export const explanationOf = (row: OrderPointsRow) => ({
  orderKey: row.orderKey.toString(),
  storeId: row.storeId,
  worthFen: row.worthFen,
});

/** What part of an order's points is worth, at the rate when they were held. */
export const worthIn = (row: OrderPointsRow, points: number): number =>
  points === 0
    ? 0
    : worthOfReturn({
        captured: row.points,
        capturedWorthFen: row.worthFen,
        returnedBefore: 0,
        points,
      });

/** The points of an order as its till sees them: its own row joined with what became of the hold. */
@Injectable()
export class OrderPointsViews {
  constructor(
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly holds: Holds,
  ) {}

  /** Locks the customer, then the order's row. @returns null when the key is of no order */
  async lock(tx: Tx, brandId: number, key: string): Promise<OrderPointsRow | null> {
    const found = await orderPoints.one(tx, brandId, { requestKey: Buffer.from(key) });
    if (!found) return null;
    await this.customers.lock(tx, { id: brandId }, [found.customerId]);
    return orderPoints.one(tx, brandId, { id: found.id }, { lock: 'update' });
  }

  /** @throws when an order has no hold */
  async holdOf(reader: Reader, row: OrderPointsRow): Promise<HoldView> {
    const key = holdKeyOf(row.requestKey.toString());
    return mustSucceed(await this.holds.find(reader, { brandId: row.brandId, key }));
  }

  async shown(reader: Reader, row: OrderPointsRow): Promise<HoldReply> {
    const hold = await this.holdOf(reader, row);
    const stores = row.storeId === 0 ? null : await this.brands.stores(reader, row.brandId);
    const store = stores && [...stores].find(([, { id }]) => id === row.storeId);
    return {
      key: row.requestKey.toString(),
      state: hold.state,
      orderKey: row.orderKey.toString(),
      store: store?.[0] ?? null,
      points: row.points,
      worthFen: row.worthFen,
      captured: hold.captured,
      capturedWorthFen: worthIn(row, hold.captured),
      restored: hold.restored,
      restoredWorthFen: await orderPointsReturns.sum(reader, 'worthFen', { orderPointsId: row.id }),
      expiresAtMs: hold.expiresAtMs,
    };
  }
}
