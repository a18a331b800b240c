import { Injectable } from '@nestjs/common';
import { pointsLots } from './entities';
import { queryIn, type Reader } from '../../platform/db/statements';

/** Where a walk through what expires goes on. */
export interface ExpiringPlace {
  readonly dueAtMs: number;
  readonly lotId: number;
}

/** Whose points expire when; walked by the time at which something is due, not by owner. */
@Injectable()
export class ExpiringQueries {
  /** Members' lots with points left that expire in (afterMs, untilMs], behind a place, soonest first. */
  async lots(
    reader: Reader,
    brandId: number,
    range: { readonly afterMs: number; readonly untilMs: number },
    place: ExpiringPlace,
    limit: number,
  ) {
    const members = { ownerKind: 'member', asset: 'points' } as const;
    return pointsLots.select(reader, brandId, members, {
      columns: ['id', 'dueAtMs', 'ownerId'],
      and: [
        'due_at_ms > ? AND due_at_ms <= ? AND (due_at_ms > ? OR (due_at_ms = ? AND id > ?)) AND expires_at_ms = due_at_ms',
        ...[range.afterMs, range.untilMs, place.dueAtMs, place.dueAtMs, place.lotId],
      ],
      order: 'due_at_ms, id',
      limit,
    });
  }

  /** What of each member's points expires in (afterMs, untilMs]. */
  sums(
    reader: Reader,
    brandId: number,
    memberIds: readonly number[],
    range: { readonly afterMs: number; readonly untilMs: number },
  ): Promise<{ customerId: number; points: number }[]> {
    return queryIn(
      reader,
      memberIds,
      (list) =>
        'SELECT owner_id AS customerId, CAST(SUM(remaining) AS SIGNED) AS points FROM points_lot' +
        ` WHERE brand_id = ? AND owner_kind = 'member' AND owner_id IN (${list}) AND asset = 'points'` +
        ' AND is_open = 1 AND expires_at_ms > ? AND expires_at_ms <= ? GROUP BY owner_id',
      [brandId],
      [range.afterMs, range.untilMs],
    );
  }
}
