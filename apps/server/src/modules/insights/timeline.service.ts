import { Injectable } from '@nestjs/common';
import type { TimelineItem } from '@liuliang/contract';
import type { z } from 'zod';
import { Areas, type TimelineFrom, type TimelinePart, type TimelineStep } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type Page, type PageAsk, type Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';

/** The order of a journey: of one instant, what is shown first by its kind. */
export const TIMELINE_ORDER = ['occurredAtMs', 'kindRank', 'id'] as const;
type TimelinePlace = Place<'occurredAtMs' | 'kindRank' | 'id'>;
export type TimelineAsk = PageAsk<TimelinePlace>;
export type TimelinePage = Page<z.input<typeof TimelineItem>, TimelinePlace>;

/** A step with the kind that it is of. */
interface KindStep {
  readonly step: TimelineStep;
  readonly of: TimelinePart;
}

/** The member journey across all areas (HANDBOOK 3), as console and guide see it. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly areas: Areas,
    private readonly brands: BrandsService,
    private readonly publicIds: PublicIds,
  ) {}

  /**
   * Steps of one customer, newest first. Pages stay put while new steps arrive in front. Whoever calls has checked that
   * the reader may see this customer.
   * @param family the customer's own id and its aliases
   * @param kinds what steps are wanted; without it all
   */
  async timeline(
    reader: Reader,
    brand: { readonly id: number },
    family: readonly number[],
    { after, limit }: TimelineAsk,
    kinds?: readonly string[],
  ): Promise<TimelinePage> {
    const found: KindStep[] = [];
    const list = family.map(() => '?').join(',');
    for (const of of this.areas.timeline) {
      if (kinds && !kinds.includes(of.kind)) continue;
      const { atMs, belowId } = fromOf(of, after);
      const values = [brand.id, ...family, atMs, atMs, belowId, limit + 1];
      for (const step of await reader.query<TimelineStep>(of.sql(list), values)) found.push({ step, of });
    }
    found.sort(
      (a, b) => b.step.occurredAtMs - a.step.occurredAtMs || b.of.rank - a.of.rank || b.step.id - a.step.id,
    );
    const page = pageOf(found, limit, ({ step, of }) => ({
      occurredAtMs: step.occurredAtMs,
      kindRank: of.rank,
      id: step.id,
    }));
    const channels = new Map(
      [...(await this.brands.channels(reader, brand.id))].map(([code, n]) => [n, code]),
    );
    const storeIds = page.items.map(({ step }) => step.storeId);
    const storeNames = await this.brands.storeNames(reader, brand.id, storeIds);
    return { ...page, items: page.items.map((one) => this.itemOf(one, channels, storeNames)) };
  }

  private itemOf(
    { step, of }: KindStep,
    channels: ReadonlyMap<number, string>,
    storeNames: ReadonlyMap<number, string>,
  ): z.input<typeof TimelineItem> {
    const { id, channel, storeId, reference, ...rest } = step;
    const code = typeof channel === 'number' ? channels.get(channel) : channel;
    return {
      ...rest,
      id: this.publicIds.encode(of.idKind, id),
      kind: of.kind,
      channel: code || null,
      store: storeNames.get(storeId) ?? null,
      reference: reference.toString() || null,
    };
  }
}

/** Steps of one instant are shown by rank, so what comes behind a place depends on the kind. */
function fromOf({ rank }: TimelinePart, after: TimelinePlace | null): TimelineFrom {
  if (!after) return { atMs: Number.MAX_SAFE_INTEGER, belowId: 0 };
  const { occurredAtMs: atMs, kindRank, id } = after;
  if (rank === kindRank) return { atMs, belowId: id };
  return { atMs, belowId: rank < kindRank ? Number.MAX_SAFE_INTEGER : 0 };
}
