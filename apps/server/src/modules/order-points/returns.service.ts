import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { DAY_MS, fail, ok, worthOfReturn, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { RefusalOf, RefuseOf } from '../../platform/http';
import { refusalsAsValues, sameRequest } from '../../platform/run-once';
import { Holds, mustHold } from '../ledger';
import { orderPointsReturns, type OrderPointsRow } from './entities';
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
    private readonly views: OrderPointsViews,
    private readonly holds: Holds,
  ) {}

  /** Gives captured points back for a refund, in any split, never more than were captured. */
  async restore(
    brandId: number,
    key: string,
    refund: PointsRefund,
  ): Promise<Result<ReturnReply, RefusalOf<'restoreOrderPoints'>>> {
    return refusalsAsValues((refuse: RefuseOf<'restoreOrderPoints'>) =>
      this.db.run('orderPoints.restore', async (tx) => {
        const row = await this.views.lock(tx, brandId, key);
        if (!row) return fail({ code: 'HOLD_UNKNOWN' });
        const id = { orderPointsId: row.id, refundKey: Buffer.from(refund.refundKey) };
        const earlier = await orderPointsReturns.one(tx, id);
        const {
          points: restored,
          expired,
          worthFen,
        } = sameRequest(earlier, { points: refund.points }, refuse) ??
        (await this.giveBack(tx, row, refund, refuse));
        const hold = await this.views.shown(tx, row);
        return ok({ hold, restored, expired, worthFen });
      }),
    );
  }

  private async giveBack(
    tx: Tx,
    row: OrderPointsRow,
    { refundKey, points, refundedAtMs }: PointsRefund,
    refuse: RefuseOf<'restoreOrderPoints'>,
  ): Promise<{ points: number; expired: number; worthFen: number }> {
    const before = await this.views.holdOf(tx, row);
    if (before.state !== 'captured') refuse('HOLD_SETTLED', { state: before.state });
    if (before.restored + points > before.captured)
      refuse('RESTORE_EXCEEDS', { pointsLeft: before.captured - before.restored });
    const nowMs = this.db.nowMs();
    if ((refundedAtMs ?? nowMs) > nowMs + DAY_MS) refuse('IN_THE_FUTURE');
    const restored = await this.holds.restore(tx, {
      brandId: row.brandId,
      holdKey: holdKeyOf(row.requestKey.toString()),
      key: `back:${row.id}:${refundKey}`,
      points,
      occurredAtMs: Math.min(refundedAtMs ?? nowMs, nowMs),
    });
    const { expired } = mustHold(restored, refuse);
    const worthFen = worthOfReturn({
      captured: before.captured,
      capturedWorthFen: worthIn(row, before.captured),
      returnedBefore: before.restored,
      points,
    });
    const id = { id: this.db.nextId(), orderPointsId: row.id, refundKey: Buffer.from(refundKey) };
    await orderPointsReturns.insert(tx, [{ ...id, points, worthFen, expired, returnedAtMs: nowMs }]);
    return { points, worthFen, expired };
  }
}
