import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, ok, worthOfReturn, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { RefusalOf, RefuseOf } from '../../platform/http';
import { refusalsAsValues } from '../../platform/run-once';
import { BrandsService } from '../brands';
import { Holds, mustHold } from '../ledger';
import { OrderPointsQueries, type OrderPointsRow } from './queries';
import { holdKeyOf, OrderPointsViews, worthIn } from './views';

type ReturnReply = z.input<(typeof routes)['restoreOrderPoints']['reply']>;

/** A refund of the points part of an order. */
export interface PointsRefund {
  readonly refundKey: string;
  readonly points: number;
  readonly refundedAtMs?: number | undefined;
}

/** Refunds of what orders were paid with in points (ORDER-POINTS-1). */
@Injectable()
export class OrderPointsReturns {
  constructor(
    private readonly db: Database,
    private readonly queries: OrderPointsQueries,
    private readonly views: OrderPointsViews,
    private readonly brands: BrandsService,
    private readonly holds: Holds,
  ) {}

  /** Gives captured points back for a refund, in any split, never more than were captured. */
  async restore(
    brandId: number,
    key: string,
    refund: PointsRefund,
  ): Promise<Result<ReturnReply, RefusalOf<'restoreOrderPoints'>>> {
    return refusalsAsValues((refuse: RefuseOf<'restoreOrderPoints'>) =>
      this.db.run(
        'orderPoints.restore',
        async (tx): Promise<Result<ReturnReply, RefusalOf<'restoreOrderPoints'>>> => {
          const row = await this.views.lock(tx, brandId, key);
          if (!row) return fail({ code: 'HOLD_UNKNOWN' });
          const brand = await this.brands.byId(tx, brandId);
          const refundKey = Buffer.from(refund.refundKey);
          const earlier = await this.queries.returnByKey(tx, row.id, refundKey);
          if (earlier && earlier.points !== refund.points) return fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
          const done = earlier ?? (await this.giveBack(tx, row, refund, refuse));
          return ok({
            hold: await this.views.shown(tx, brand, row),
            restored: done.points,
            expired: done.expired,
            worthFen: done.worthFen,
          });
        },
      ),
    );
  }

  private async giveBack(
    tx: Tx,
    row: OrderPointsRow,
    refund: PointsRefund,
    refuse: RefuseOf<'restoreOrderPoints'>,
  ): Promise<{ points: number; expired: number; worthFen: number }> {
    const { refundKey, points } = refund;
    const before = await this.views.holdOf(tx, row);
    if (before.state !== 'captured') refuse('HOLD_SETTLED', { state: before.state });
    if (before.restored + points > before.captured)
      refuse('RESTORE_EXCEEDS', { pointsLeft: before.captured - before.restored });
    const nowMs = this.db.nowMs();
    const restored = await this.holds.restore(tx, {
      brandId: row.brandId,
      holdKey: holdKeyOf(row.requestKey.toString()),
      key: `back:${row.id}:${refundKey}`,
      points,
      occurredAtMs: Math.min(refund.refundedAtMs ?? nowMs, nowMs),
    });
    const { expired } = mustHold(restored, refuse);
    const worthFen = worthOfReturn({
      captured: before.captured,
      capturedWorthFen: worthIn(row, before.captured),
      returnedBefore: before.restored,
      points,
    });
    const done = { points, worthFen, expired, returnedAtMs: nowMs };
    const key = Buffer.from(refundKey);
    await this.queries.insertReturn(tx, {
      id: this.db.nextId(),
      orderPointsId: row.id,
      refundKey: key,
      ...done,
    });
    return done;
  }
}
