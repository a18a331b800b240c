import { Injectable } from '@nestjs/common';
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
  ): Promise<{ id: number; due_at_ms: number; owner_id: number }[]> {
    return reader.query(
      'SELECT id, due_at_ms, owner_id FROM points_lot WHERE due_at_ms > ? AND due_at_ms <= ?' +
        ' AND (due_at_ms > ? OR (due_at_ms = ? AND id > ?)) AND brand_id = ?' +
        " AND owner_kind = 'member' AND asset = 'points' AND expires_at_ms = due_at_ms" +
        ' ORDER BY due_at_ms, id LIMIT ?',
      [range.afterMs, range.untilMs, place.dueAtMs, place.dueAtMs, place.lotId, brandId, limit],
    );
  }

  /** What of each member's points expires in (afterMs, untilMs]. */
  sums(
    reader: Reader,
    brandId: number,
    memberIds: readonly number[],
    range: { readonly afterMs: number; readonly untilMs: number },
  ): Promise<{ owner_id: number; points: number }[]> {
    return queryIn(
      reader,
      memberIds,
      (list) =>
        'SELECT owner_id, CAST(SUM(remaining) AS SIGNED) AS points FROM points_lot' +
        ` WHERE brand_id = ? AND owner_kind = 'member' AND owner_id IN (${list}) AND asset = 'points'` +
        ' AND is_open = 1 AND expires_at_ms > ? AND expires_at_ms <= ? GROUP BY owner_id',
      [brandId],
      [range.afterMs, range.untilMs],
    );
  }
}
