import { Injectable } from '@nestjs/common';
import type { PublicIdKind, TimelineItem } from '@liuliang/contract';
import type { z } from 'zod';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { keysetOf, pageOf } from './cursor';
import { TIMELINE_KINDS, TimelineQueries, type TimelineKind, type TimelineRow } from './timeline.queries';

export interface TimelinePage {
  readonly items: z.input<typeof TimelineItem>[];
  readonly nextCursor: string | null;
}

const ID_KIND: Readonly<Record<TimelineKind, PublicIdKind>> = {
  event: 'evt',
  order: 'ord',
  refund: 'rfd',
  points: 'ptx',
  touch: 'msg',
};

/** The member journey across all areas (HANDBOOK 3), as console and guide see it. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly queries: TimelineQueries,
    private readonly publicIds: PublicIds,
  ) {}

  /**
   * Steps of one customer, newest first, aliases included. Pages stay put while new steps arrive in front.
   * Whoever calls has checked that the reader may see this customer.
   * @throws RefusalError INPUT_INVALID for a cursor that is none of ours
   */
  async timeline(
    reader: Reader,
    brand: { readonly id: number },
    customerId: number,
    cursor: string | undefined,
    limit: number,
  ): Promise<TimelinePage> {
    const [occurredAtMs = 0, kindRank = 0, id = 0] = keysetOf(cursor, 3) ?? [];
    const before = cursor === undefined ? null : { occurredAtMs, kindRank, id };
    const family = await this.queries.familyOf(reader, brand.id, customerId);
    const rows: TimelineRow[] = [];
    for (const kind of TIMELINE_KINDS) {
      rows.push(...(await this.queries.steps(reader, brand.id, kind, family, before, limit + 1)));
    }
    rows.sort((a, b) => b.occurredAtMs - a.occurredAtMs || b.kindRank - a.kindRank || b.id - a.id);
    const page = pageOf(rows, limit, (row) => [row.occurredAtMs, row.kindRank, row.id]);
    return { items: page.items.map((row) => this.itemOf(row)), nextCursor: page.nextCursor };
  }

  private itemOf(row: TimelineRow): z.input<typeof TimelineItem> {
    const kind = TIMELINE_KINDS[row.kindRank] ?? 'event';
    return {
      id: this.publicIds.encode(ID_KIND[kind], row.id),
      kind,
      type: row.type,
      occurredAtMs: row.occurredAtMs,
      channel: row.channel.toString() || null,
      store: row.store.toString() || null,
      reference: row.reference.toString() || null,
      amountFen: row.amountFen,
      points: row.points,
    };
  }
}
