import { Injectable } from '@nestjs/common';
import type { CustomerListItem } from '@liuliang/contract';
import { fail, layerCodes, ok, type Day, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { refuse, type ById, type Newest, type Page, type PageAsk, type Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService, type Brand } from '../brands';
import { CustomerCards, type CustomerLine } from '../customer-cards';
import {
  SegmentService,
  LayersService,
  CustomerList,
  rulesOf,
  type SegmentFilter,
  type CustomerListRequest,
} from '../insights';
import { checkIdentity, CustomersService, type Viewer } from '../members';

export type Item = z.input<typeof CustomerListItem>;
export type ItemBehind = Item & { readonly layerFrom: string; readonly layerTo: string };

export interface Counted<T, P extends Place> extends Page<T, P> {
  readonly total: number;
}

/** Where the total is not exact, there are more. */
export interface CountedUpTo<T, P extends Place> extends Counted<T, P> {
  readonly isTotalExact: boolean;
}

export interface ListQuery {
  readonly search?: string | undefined;
  readonly layer?: string | undefined;
  readonly member?: 'yes' | 'no' | undefined;
  readonly tier?: number | undefined;
}

export interface BehindQuery extends Omit<SegmentFilter, 'fromLayer' | 'toLayer' | 'storeScope'> {
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly channel?: string | undefined;
  readonly layerFrom?: string | undefined;
  readonly layerTo?: string | undefined;
}

export type BehindRefusal = { readonly code: 'DAY_RANGE_INVALID' | 'CHANNEL_UNKNOWN' };

/** Lists of customers for operators: the whole brand's, those found by a search, those behind a figure. */
@Injectable()
export class CustomerListService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly cards: CustomerCards,
    private readonly customerList: CustomerList,
    private readonly segments: SegmentService,
    private readonly layers: LayersService,
    private readonly publicIds: PublicIds,
  ) {}

  async list(viewer: Viewer, query: ListQuery, ask: PageAsk<Newest>): Promise<CountedUpTo<Item, Newest>> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, viewer.brandId);
      const isMember = query.member && query.member === 'yes';
      const filter = {
        layer: layerNumber(brand, query.layer, 'layer'),
        isMember,
        tier: query.tier,
        storeScope: viewer.storeScope,
      };
      if (query.search !== undefined) return this.found(reader, brand, filter, query.search);
      const { customerIds, ...page } = await this.customerList.page(reader, brand, filter, ask);
      return { items: await this.itemsOf(reader, brand, customerIds), ...page };
    });
  }

  /** The customers whom a figure of STAR counts. Order of checks: days, channel, layers. */
  async behind(
    viewer: Viewer,
    query: BehindQuery,
    ask: PageAsk<ById>,
  ): Promise<Result<Counted<ItemBehind, ById>, BehindRefusal>> {
    const { fromDay, toDay } = query;
    if (fromDay >= toDay) return fail({ code: 'DAY_RANGE_INVALID' });
    return this.db.read(async (reader): Promise<Result<Counted<ItemBehind, ById>, BehindRefusal>> => {
      const brand = await this.brands.byId(reader, viewer.brandId);
      const scope = await this.layers.scopeOf(reader, brand.id, query.channel);
      if (scope === null) return fail({ code: 'CHANNEL_UNKNOWN' });
      const filter: SegmentFilter = {
        ...query,
        fromLayer: layerNumber(brand, query.layerFrom, 'layerFrom'),
        toLayer: layerNumber(brand, query.layerTo, 'layerTo'),
        storeScope: viewer.storeScope,
      };
      const period = { fromDay, toDay, scope };
      const page = await this.segments.page(reader, brand, period, filter, ask);
      const items = await this.itemsOf(
        reader,
        brand,
        page.items.map((one) => one.customerId),
      );
      const codes = layerCodes(rulesOf(brand).model);
      const layered = items.map((item, i) => ({
        ...item,
        layerFrom: codes[page.items[i]?.fromLayer ?? 0] ?? 'none',
        layerTo: codes[page.items[i]?.toLayer ?? 0] ?? 'none',
      }));
      return ok({ items: layered, next: page.next, total: page.total });
    });
  }

  /** List lines of customers, in the order asked for. */
  private async itemsOf(reader: Reader, brand: Brand, customerIds: readonly number[]): Promise<Item[]> {
    const lines = await this.cards.lines(reader, brand, customerIds);
    return customerIds.map((customerId) => {
      const line = lines.get(customerId);
      if (!line) throw new Error('A customer was listed who is not there');
      return itemOf(this.publicIds, line);
    });
  }

  /** By customer id, order id or order number, or a whole mobile number: never by a part of one. */
  private async found(
    reader: Reader,
    brand: Brand,
    filter: CustomerListRequest,
    search: string,
  ): Promise<CountedUpTo<Item, Newest>> {
    const candidates = new Set<number>();
    const byId = this.publicIds.decode('cus', search);
    if (byId !== null) candidates.add(byId);
    const orderId = this.publicIds.decode('ord', search) ?? 0;
    for (const buyerId of await this.customerList.buyersOf(reader, brand, search, orderId))
      candidates.add(buyerId);
    const mobile = checkIdentity('mobile', search);
    const byMobile = mobile.ok ? await this.customers.find(reader, brand, mobile.value) : null;
    if (byMobile !== null) candidates.add(byMobile);
    const people = [...(await this.customers.people(reader, brand, candidates)).values()];
    const kept = new Set(people.map(({ customerId }) => customerId));
    const ids = await this.customerList.passing(reader, brand, filter, [...kept]);
    const items = await this.itemsOf(reader, brand, ids);
    return { items, next: null, total: ids.length, isTotalExact: true };
  }
}

/** A list line of a customer. */
export function itemOf(publicIds: PublicIds, line: CustomerLine): Item {
  return {
    customerId: publicIds.encode('cus', line.customerId),
    nickname: line.nickname,
    isMember: line.joinedAtMs !== null,
    joinedAtMs: line.joinedAtMs,
    layer: line.layer,
    tier: line.tier,
    orders: line.orders,
    spentFen: line.paidFen,
    pointsAvailable: line.balance.available,
    firstSeenAtMs: line.firstSeenAtMs ?? line.firstKnownAtMs,
    lastSeenAtMs: line.lastSeenAtMs,
  };
}

/** The number of a layer code in the brand's model. */
function layerNumber(brand: Brand, code: string | undefined, field: string): number | undefined {
  if (code === undefined) return undefined;
  const number = layerCodes(rulesOf(brand).model).indexOf(code);
  return number >= 0
    ? number
    : refuse('INPUT_INVALID', { faults: [{ field: `query.${field}`, fault: 'invalid_value' }] });
}
