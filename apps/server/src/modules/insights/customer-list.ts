import { Injectable } from '@nestjs/common';
import { appendTo, WHOLE_BRAND } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type PageAsk } from '../../platform/http';
import { Kept } from '../../platform/kept';
import type { Brand } from '../brands';
import { LayersService } from './layers.service';
import {
  CustomerListQueries,
  hasRange,
  NEVER,
  type CustomerListFilter,
  type CustomerOrder,
  type CustomerPlace,
  type Range,
} from './customer-list.queries';
import { rulesOf } from './rules';

export interface CustomerListRequest {
  /** Layer number today. */
  readonly layer?: number | undefined;
  readonly isMember?: boolean | undefined;
  /** Level of the member, as last judged. */
  readonly tier?: number | undefined;
  /** Number of a channel. */
  readonly channel?: number | undefined;
  readonly spentFen?: Range | undefined;
  readonly lastSeenMs?: Range | undefined;
  readonly storeScope: readonly number[] | null;
}

/** How many customers a list has; where it is not exact, there are more. */
export interface Total {
  readonly total: number;
  readonly isTotalExact: boolean;
}

/** Beyond so many nobody needs to know: a count of a million customers cost more than the page that it stood on. */
const TOTAL_MAX = 10_000;
const PARTS = ['seen', 'neverSeen'] as const;
const TURNED = ['neverSeen', 'seen'] as const;

/**
 * The list of a brand's customers: last seen first, or whoever spent most or joined last; whoever was never seen at the
 * end. Many are walked in the order of an index, which comes upon enough of them soon. Few are found by their filter.
 */
@Injectable()
export class CustomerList {
  /** Totals so large that whoever turns pages is told the one of a moment ago. */
  private readonly totals: Kept<string, Total>;

  constructor(
    private readonly queries: CustomerListQueries,
    private readonly layers: LayersService,
    db: Database,
  ) {
    this.totals = new Kept(db);
  }

  async page(
    reader: Reader,
    brand: Brand,
    query: CustomerListRequest,
    by: CustomerOrder,
    ask: PageAsk<CustomerPlace>,
  ): Promise<{ customerIds: number[]; next: CustomerPlace | null } & Total> {
    const filter = this.filterOf(brand, query);
    const total = await this.total(reader, filter);
    const rows =
      isNarrow(filter) && total.isTotalExact && total.total <= TOTAL_MAX
        ? await this.queries.few(reader, filter, by, ask, TOTAL_MAX)
        : await this.walked(reader, filter, by, ask);
    const page = pageOf(rows, ask.limit, (row) => row);
    return { customerIds: page.items.map(({ id }) => id), next: page.next, ...total };
  }

  private async walked(
    reader: Reader,
    filter: CustomerListFilter,
    by: CustomerOrder,
    ask: PageAsk<CustomerPlace>,
  ): Promise<CustomerPlace[]> {
    if (by === 'joined') return this.queries.byJoining(reader, filter, ask);
    const inOrder = ask.isOldestFirst ? TURNED : PARTS;
    const begun = ask.after?.value === NEVER ? 'neverSeen' : 'seen';
    const rows: CustomerPlace[] = [];
    for (const part of ask.after ? inOrder.slice(inOrder.indexOf(begun)) : inOrder) {
      // Whoever is in a layer or has a figure was seen.
      const isNobody = filter.layer?.number || filter.channel !== undefined || hasRange(filter);
      if (rows.length > ask.limit || (part === 'neverSeen' && isNobody)) continue;
      const rest = { ...ask, after: part === begun ? ask.after : null, limit: ask.limit - rows.length };
      appendTo(
        rows,
        part === 'seen'
          ? await this.queries.seen(reader, filter, by, rest)
          : await this.queries.neverSeen(reader, filter, rest),
      );
    }
    return rows;
  }

  /** Those of the customers that pass, in id order: for search, where there is a handful at most. */
  async passing(
    reader: Reader,
    brand: Brand,
    query: CustomerListRequest,
    customerIds: readonly number[],
  ): Promise<number[]> {
    return this.queries.passing(reader, this.filterOf(brand, query), customerIds);
  }

  /**
   * The next of all customers by id, and those of them that pass: a step of a walk that meets everybody once, however the
   * list's own order changes meanwhile. `lastId` is null behind the last one.
   */
  async step(
    reader: Reader,
    brand: Brand,
    query: CustomerListRequest,
    afterId: number,
    limit: number,
  ): Promise<{ readonly customerIds: number[]; readonly lastId: number | null }> {
    const ids = await this.queries.idsAfter(reader, brand.id, afterId, limit);
    const customerIds = await this.passing(reader, brand, query, ids);
    return { customerIds, lastId: ids.length < limit ? null : (ids[ids.length - 1] ?? null) };
  }

  /** Who bought an order: by the seller's number, or by our row id (0: none). */
  buyersOf(reader: Reader, brand: Brand, orderNumber: string, orderId: number): Promise<number[]> {
    return this.queries.buyersOf(reader, brand.id, orderNumber, orderId);
  }

  private filterOf(brand: Brand, { layer, ...query }: CustomerListRequest): CustomerListFilter {
    const byLayer =
      layer === undefined
        ? undefined
        : { number: layer, day: this.layers.today(brand), rules: rulesOf(brand) };
    return { brandId: brand.id, ...query, layer: byLayer };
  }

  /** Smaller ones are counted for each page: a customer more or less is seen in them. */
  private async total(reader: Reader, filter: CustomerListFilter): Promise<Total> {
    const { layer, ...rest } = filter;
    const key = JSON.stringify([layer?.number, layer?.day, Object.entries(rest).sort()]);
    const isLarge = ({ total, isTotalExact }: Total): boolean => !isTotalExact || total > TOTAL_MAX;
    return this.totals.known(key) ?? this.totals.learn(key, () => this.counted(reader, filter), isLarge);
  }

  /** The counts of the dashboard where they answer, because they cost one index read instead of a walk. */
  private async counted(reader: Reader, filter: CustomerListFilter): Promise<Total> {
    const { brandId, layer, isMember } = filter;
    const { layer: _layer, ...others } = filter;
    if (!layer || isMember !== undefined || isNarrow(others))
      return upTo(TOTAL_MAX, await this.queries.countUpTo(reader, filter, TOTAL_MAX + 1));
    const counts = await this.layers.counts(reader, { brandId, scope: WHOLE_BRAND }, layer.day, layer.rules);
    return { total: counts[layer.number] ?? 0, isTotalExact: true };
  }
}

/** Whether anything but membership is asked for. */
const isNarrow = (filter: CustomerListFilter): boolean =>
  filter.storeScope !== null ||
  hasRange(filter) ||
  [filter.layer, filter.tier, filter.channel].some((asked) => asked !== undefined);

const upTo = (max: number, counted: number): Total => ({
  total: Math.min(counted, max),
  isTotalExact: counted <= max,
});
