import { Injectable } from '@nestjs/common';
import { appendTo, WHOLE_BRAND } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { pageOf, type Newest, type PageAsk } from '../../platform/http';
import { Kept } from '../../platform/kept';
import type { Brand } from '../brands';
import { LayersService } from './layers.service';
import { CustomerListQueries, type CustomerListFilter } from './customer-list.queries';
import { rulesOf } from './rules';

export interface CustomerListRequest {
  /** Layer number today. */
  readonly layer?: number | undefined;
  readonly isMember?: boolean | undefined;
  /** Level of the member, as last judged. */
  readonly tier?: number | undefined;
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

/** The list of a brand's customers: last seen first, whoever was never seen at the end. */
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
    ask: PageAsk<Newest>,
  ): Promise<{ customerIds: number[]; next: Newest | null } & Total> {
    const filter = this.filterOf(brand, query);
    const inOrder = ask.isOldestFirst ? TURNED : PARTS;
    const begun = ask.after?.atMs === 0 ? 'neverSeen' : 'seen';
    const rows: Newest[] = [];
    for (const part of ask.after ? inOrder.slice(inOrder.indexOf(begun)) : inOrder) {
      // Whoever is in a layer was seen.
      if (rows.length > ask.limit || (part === 'neverSeen' && query.layer)) continue;
      const rest = { ...ask, after: part === begun ? ask.after : null, limit: ask.limit - rows.length };
      appendTo(rows, await this.queries[part](reader, filter, rest));
    }
    const page = pageOf(rows, ask.limit, (row) => row);
    return {
      customerIds: page.items.map(({ id }) => id),
      next: page.next,
      ...(await this.total(reader, filter)),
    };
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

  /** Who bought an order: by the seller's number, or by our row id (0: none). */
  buyersOf(reader: Reader, brand: Brand, orderNumber: string, orderId: number): Promise<number[]> {
    return this.queries.buyersOf(reader, brand.id, orderNumber, orderId);
  }

  private filterOf(
    brand: Brand,
    { layer, isMember, tier, storeScope }: CustomerListRequest,
  ): CustomerListFilter {
    const byLayer =
      layer === undefined
        ? undefined
        : { number: layer, day: this.layers.today(brand), rules: rulesOf(brand) };
    return { brandId: brand.id, layer: byLayer, isMember, tier, storeScope };
  }

  /** Smaller ones are counted for each page: a customer more or less is seen in them. */
  private async total(reader: Reader, filter: CustomerListFilter): Promise<Total> {
    const { brandId, layer, isMember, tier, storeScope } = filter;
    const key = JSON.stringify([brandId, layer?.number, layer?.day, isMember, tier, storeScope]);
    const isLarge = ({ total, isTotalExact }: Total): boolean => !isTotalExact || total > TOTAL_MAX;
    return this.totals.known(key) ?? this.totals.learn(key, () => this.counted(reader, filter), isLarge);
  }

  /** The counts of the dashboard where they answer, because they cost one index read instead of a walk. */
  private async counted(reader: Reader, filter: CustomerListFilter): Promise<Total> {
    const { brandId, layer, isMember, tier, storeScope } = filter;
    if (!layer || isMember !== undefined || tier !== undefined || storeScope !== null)
      return upTo(TOTAL_MAX, await this.queries.countUpTo(reader, filter, TOTAL_MAX + 1));
    const counts = await this.layers.counts(reader, { brandId, scope: WHOLE_BRAND }, layer.day, layer.rules);
    return { total: counts[layer.number] ?? 0, isTotalExact: true };
  }
}

const upTo = (max: number, counted: number): Total => ({
  total: Math.min(counted, max),
  isTotalExact: counted <= max,
});
