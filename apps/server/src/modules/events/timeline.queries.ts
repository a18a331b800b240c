import { Injectable } from '@nestjs/common';
import type { TimelineFrom, TimelinePart, TimelineStep } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';

/** What a customer did, in the member journey. */
@Injectable()
export class EventTimeline implements TimelinePart {
  readonly kind = 'event';
  readonly idKind = 'evt';
  readonly rank = 0;

  steps(
    reader: Reader,
    brandId: number,
    family: readonly number[],
    { atMs, belowId }: TimelineFrom,
    limit: number,
  ): Promise<TimelineStep[]> {
    return reader.query<TimelineStep>(
      `SELECT e.id AS id, e.occurred_at_ms AS occurredAtMs, e.type AS type, e.channel AS channel, e.store_id AS storeId, e.item AS reference, NULL AS amountFen, NULL AS points
       FROM event e
       WHERE e.brand_id = ? AND e.customer_id IN (${family.map(() => '?').join(',')}) 
         AND e.occurred_at_ms <= ? AND (e.occurred_at_ms < ? OR e.id < ?)
       ORDER BY e.occurred_at_ms DESC, e.id DESC LIMIT ?`,
      [brandId, ...family, atMs, atMs, belowId, limit],
    );
  }
}
