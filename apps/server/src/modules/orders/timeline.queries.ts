import { Injectable } from '@nestjs/common';
import type { TimelineFrom, TimelinePart, TimelineStep } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';

/** What a customer bought, in the member journey. */
@Injectable()
export class OrderTimeline implements TimelinePart {
  readonly kind = 'order';
  readonly idKind = 'ord';
  readonly rank = 1;

  steps(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    { atMs, belowId }: TimelineFrom,
    limit: number,
  ): Promise<TimelineStep[]> {
    return reader.query<TimelineStep>(
      `SELECT o.id AS id, o.paid_at_ms AS occurredAtMs, 'order.paid' AS type, o.channel AS channel, o.store_id AS storeId, o.order_key AS reference, o.amount_fen AS amountFen, NULL AS points
       FROM sale_order o
       WHERE o.brand_id = ? AND o.customer_id IN (${family.map(() => '?').join(',')}) 
         AND o.paid_at_ms <= ? AND (o.paid_at_ms < ? OR o.id < ?)
       ORDER BY o.paid_at_ms DESC, o.id DESC LIMIT ?`,
      [brandId, ...family, atMs, atMs, belowId, limit],
    );
  }
}

/** What a customer gave back. */
@Injectable()
export class RefundTimeline implements TimelinePart {
  readonly kind = 'refund';
  readonly idKind = 'rfd';
  readonly rank = 2;

  steps(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    { atMs, belowId }: TimelineFrom,
    limit: number,
  ): Promise<TimelineStep[]> {
    return reader.query<TimelineStep>(
      `SELECT r.id AS id, r.refunded_at_ms AS occurredAtMs, 'order.refunded' AS type, o.channel AS channel, o.store_id AS storeId, o.order_key AS reference, r.amount_fen AS amountFen, NULL AS points
       FROM sale_order o JOIN refund r ON r.order_id = o.id
       WHERE o.brand_id = ? AND o.customer_id IN (${family.map(() => '?').join(',')}) AND r.state = 'applied'
         AND r.refunded_at_ms <= ? AND (r.refunded_at_ms < ? OR r.id < ?)
       ORDER BY r.refunded_at_ms DESC, r.id DESC LIMIT ?`,
      [brandId, ...family, atMs, atMs, belowId, limit],
    );
  }
}
