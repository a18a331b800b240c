import { Injectable } from '@nestjs/common';
import type { TimelineFrom, TimelinePart, TimelineStep } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';

/** What reached a customer, in the member journey. */
@Injectable()
export class TouchTimeline implements TimelinePart {
  readonly kind = 'touch';
  readonly idKind = 'msg';
  readonly rank = 4;

  steps(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    { atMs, belowId }: TimelineFrom,
    limit: number,
  ): Promise<TimelineStep[]> {
    return reader.query<TimelineStep>(
      `SELECT t.id AS id, t.sent_at_ms AS occurredAtMs, t.template AS type, t.channel AS channel, 0 AS storeId, '' AS reference, NULL AS amountFen, NULL AS points
       FROM touch t
       WHERE t.brand_id = ? AND t.customer_id IN (${family.map(() => '?').join(',')}) AND t.state = 'accepted'
         AND t.sent_at_ms <= ? AND (t.sent_at_ms < ? OR t.id < ?)
       ORDER BY t.sent_at_ms DESC, t.id DESC LIMIT ?`,
      [brandId, ...family, atMs, atMs, belowId, limit],
    );
  }
}
