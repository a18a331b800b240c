import { Injectable } from '@nestjs/common';
import type { PublicIdKind, TimelineItem } from '@liuliang/contract';
import type { z } from 'zod';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type Page, type PageAsk } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import {
  TIMELINE_KINDS,
  TimelineQueries,
  type TimelineKind,
  type TimelinePlace,
  type TimelineRow,
} from './timeline.queries';

/** The order of a journey: of one instant, what is shown first by its kind. */
export const TIMELINE_ORDER = ['occurredAtMs', 'kindRank', 'id'] as const;
export type TimelineAsk = PageAsk<TimelinePlace>;
export type TimelinePage = Page<z.input<typeof TimelineItem>, TimelinePlace>;

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
   */
  async timeline(
    reader: Reader,
    brand: { readonly id: number },
    customerId: number,
    { after, limit }: TimelineAsk,
  ): Promise<TimelinePage> {
    const family = await this.queries.familyOf(reader, brand.id, customerId);
    const rows: TimelineRow[] = [];
    for (const kind of TIMELINE_KINDS) {
      rows.push(...(await this.queries.steps(reader, brand.id, kind, family, after, limit + 1)));
    }
    rows.sort((a, b) => b.occurredAtMs - a.occurredAtMs || b.kindRank - a.kindRank || b.id - a.id);
    const place = ({ occurredAtMs, kindRank, id }: TimelineRow) => ({ occurredAtMs, kindRank, id });
    const page = pageOf(rows, limit, place);
    return { ...page, items: page.items.map((row) => this.itemOf(row)) };
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
