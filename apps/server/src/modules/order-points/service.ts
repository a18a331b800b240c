import { Injectable } from '@nestjs/common';
import type { routes, ErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { RefusalOf, RefuseOf } from '../../platform/http';
import { refusalsAsValues } from '../../platform/run-once';
import { Holds } from '../ledger';
import { orderPoints, type OrderPointsRow } from './entities';
import { OrderPointsHolding, type OrderPointsAsked } from './holding.service';
import { explanationOf, holdKeyOf, OrderPointsViews } from './views';

type HoldReply = z.input<(typeof routes)['holdOrderPoints']['reply']>;

/**
 * Points + cash: an order holds points when it is made, captures them when it is paid, releases them when it dies, and
 * gives them back when it is refunded. Every step may be repeated by its key; an unknown outcome is settled by asking.
 * Order of locks: customer, the order's row, accounts.
 */
@Injectable()
export class OrderPoints {
  constructor(
    private readonly db: Database,
    private readonly holding: OrderPointsHolding,
    private readonly holds: Holds,
    private readonly views: OrderPointsViews,
  ) {}

  /** Holds points for an order. The same key with the same content answers the same hold, whatever became of it. */
  async hold(
    brandId: number,
    asked: OrderPointsAsked,
  ): Promise<Result<HoldReply, RefusalOf<'holdOrderPoints'>>> {
    return refusalsAsValues((refuse: RefuseOf<'holdOrderPoints'>) =>
      this.db.run('orderPoints.hold', async (tx) => {
        const row = await this.holding.hold(tx, brandId, asked, refuse);
        return ok(await this.views.shown(tx, row));
      }),
    );
  }

  async find(brandId: number, key: string): Promise<Result<HoldReply, RefusalOf<'orderPointsHold'>>> {
    return this.db.read(async (reader) => {
      const row = await orderPoints.one(reader, brandId, { requestKey: Buffer.from(key) });
      if (!row) return fail({ code: 'HOLD_UNKNOWN' });
      return ok(await this.views.shown(reader, row));
    });
  }

  /** @param points fewer than were held: the rest goes back */
  async capture(
    brandId: number,
    key: string,
    points: number | undefined,
  ): Promise<Result<HoldReply, RefusalOf<'captureOrderPoints'>>> {
    return this.settle('orderPoints.capture', brandId, key, async (tx, row) => {
      if (points !== undefined && points > row.points)
        return fail({ code: 'CAPTURE_EXCEEDS', points: row.points });
      return this.holds.capture(tx, {
        brandId,
        key: holdKeyOf(key),
        to: row.storeId === 0 ? { kind: 'redemption' } : { kind: 'store', storeId: row.storeId },
        points: points ?? row.points,
        explanation: explanationOf(row),
      });
    });
  }

  async release(brandId: number, key: string): Promise<Result<HoldReply, RefusalOf<'releaseOrderPoints'>>> {
    return this.settle('orderPoints.release', brandId, key, async (tx) => {
      const released = await this.holds.release(tx, { brandId, key: holdKeyOf(key), reason: 'order' });
      // It lapsed before: the points are back already, which is all that was asked for.
      if (released.ok || released.error.code === 'HOLD_LAPSED') return ok(null);
      return fail(released.error);
    });
  }

  private async settle<C extends ErrorCode>(
    name: string,
    brandId: number,
    key: string,
    work: (tx: Tx, row: OrderPointsRow) => Promise<Result<unknown, { readonly code: C }>>,
  ): Promise<Result<HoldReply, { readonly code: C | 'HOLD_UNKNOWN' }>> {
    return this.db.run(name, async (tx) => {
      const row = await this.views.lock(tx, brandId, key);
      if (!row) return fail({ code: 'HOLD_UNKNOWN' });
      const done = await work(tx, row);
      if (!done.ok) return done;
      return ok(await this.views.shown(tx, row));
    });
  }
}
