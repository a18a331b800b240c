import { Injectable } from '@nestjs/common';
import type { CustomerListItem } from '@liuliang/contract';
import { dayStartMs, fail, layerCodes, ok, parseDay, type Day, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { refuse, type ById, type Page, type PageAsk, type Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService, type Brand } from '../brands';
import { CustomerCards, type CustomerLine } from '../customer-cards';
import {
  SegmentService,
  LayersService,
  CustomerList,
  rulesOf,
  type CustomerListRequest,
  type CustomerOrder,
  type CustomerPlace,
  type Range,
  type SegmentFilter,
} from '../insights';
import { checkIdentity, CustomersService, NameIndex, type Viewer } from '../members';

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
  readonly by?: CustomerOrder | undefined;
  readonly store?: string | undefined;
  readonly channel?: string | undefined;
  readonly spentFromFen?: number | undefined;
  readonly spentToFen?: number | undefined;
  readonly seenFrom?: string | undefined;
  readonly seenTo?: string | undefined;
}

/** By what customers can be looked for, as far as it is the brand's own. */
export interface ListFilters {
  readonly stores: { readonly code: string; readonly name: string }[];
  readonly channels: string[];
}

export interface BehindQuery extends Omit<SegmentFilter, 'fromLayer' | 'toLayer' | 'storeScope'> {
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly channel?: string | undefined;
  readonly layerFrom?: string | undefined;
  readonly layerTo?: string | undefined;
}

export type BehindRefusal = { readonly code: 'DAY_RANGE_INVALID' | 'CHANNEL_UNKNOWN' };

/** Of more than so many with a name nobody reads on: more of the name is to be typed. */
const NAMED_MAX = 100;

/** Lists of customers for operators: the whole brand's, those found by a search, those behind a figure. */
@Injectable()
export class CustomerListService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly names: NameIndex,
    private readonly cards: CustomerCards,
    private readonly customerList: CustomerList,
    private readonly segments: SegmentService,
    private readonly layers: LayersService,
    private readonly publicIds: PublicIds,
  ) {}

  async list(
    viewer: Viewer,
    query: ListQuery,
    ask: PageAsk<CustomerPlace>,
  ): Promise<CountedUpTo<Item, CustomerPlace>> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, viewer.brandId);
      const filter = await this.filterOf(reader, brand, viewer, query);
      if (query.search !== undefined) return this.found(reader, brand, filter, query.search);
      const by = query.by ?? 'lastSeen';
      const { customerIds, ...page } = await this.customerList.page(reader, brand, filter, by, ask);
      return { items: await this.itemsOf(reader, brand, customerIds), ...page };
    });
  }

  /** As `list`, for a walk over everybody by id: who passes among the next `limit` customers. */
  async step(
    reader: Reader,
    brand: Brand,
    viewer: Viewer,
    query: Omit<ListQuery, 'search' | 'by'>,
    { afterId, limit }: { readonly afterId: number; readonly limit: number },
  ): Promise<{ readonly items: Item[]; readonly lastId: number | null }> {
    const filter = await this.filterOf(reader, brand, viewer, query);
    const { customerIds, lastId } = await this.customerList.step(reader, brand, filter, afterId, limit);
    return { items: await this.itemsOf(reader, brand, customerIds), lastId };
  }

  /** Those of some customers whom this viewer may see, as the people who they are today. */
  async those(reader: Reader, brand: Brand, viewer: Viewer, ids: readonly number[]): Promise<Item[]> {
    const filter = await this.filterOf(reader, brand, viewer, {});
    const people = [...(await this.customers.people(reader, brand, ids)).values()];
    const kept = [...new Set(people.map(({ customerId }) => customerId))];
    return this.itemsOf(reader, brand, await this.customerList.passing(reader, brand, filter, kept));
  }

  filters({ brandId, storeScope }: Viewer): Promise<ListFilters> {
    return this.db.read(async (reader) => {
      const stores = [...(await this.brands.stores(reader, brandId))];
      const channels = [...(await this.brands.channels(reader, brandId)).keys()];
      const visible = stores.filter(([, { id }]) => storeScope === null || storeScope.includes(id));
      return { stores: visible.map(([code, { name }]) => ({ code, name })), channels };
    });
  }

  /** What the query names, by the numbers of its rows; what is no name of the brand's refuses the list. */
  private async filterOf(
    reader: Reader,
    brand: Brand,
    { storeScope }: Viewer,
    query: ListQuery,
  ): Promise<CustomerListRequest> {
    const { store, channel, member, tier, spentFromFen, spentToFen } = query;
    const known = async <T>(rows: Promise<Map<string, T>>, code: string, field: string): Promise<T> =>
      (await rows).get(code) ?? unknownValue(field);
    const storeId = store && (await known(this.brands.stores(reader, brand.id), store, 'body.store')).id;
    return {
      layer: layerNumber(brand, query.layer, 'body.layer'),
      isMember: member && member === 'yes',
      tier,
      channel:
        channel === undefined
          ? undefined
          : await known(this.brands.channels(reader, brand.id), channel, 'body.channel'),
      spentFen: rangeOf(spentFromFen, spentToFen),
      lastSeenMs: instantsOf(brand, query),
      storeScope: storeId
        ? [storeId].filter((id) => storeScope === null || storeScope.includes(id))
        : storeScope,
    };
  }

  /** The customers whom a figure of STAR counts. Order of checks: days, channel, layers. */
  async behind(
    viewer: Viewer,
    query: BehindQuery,
    ask: PageAsk<ById>,
    { isCounted = true }: { readonly isCounted?: boolean } = {},
  ): Promise<Result<Counted<ItemBehind, ById>, BehindRefusal>> {
    const { fromDay, toDay } = query;
    if (fromDay >= toDay) return fail({ code: 'DAY_RANGE_INVALID' });
    return this.db.read(async (reader): Promise<Result<Counted<ItemBehind, ById>, BehindRefusal>> => {
      const brand = await this.brands.byId(reader, viewer.brandId);
      const scope = await this.layers.scopeOf(reader, brand.id, query.channel);
      if (scope === null) return fail({ code: 'CHANNEL_UNKNOWN' });
      const filter: SegmentFilter = {
        ...query,
        fromLayer: layerNumber(brand, query.layerFrom, 'query.layerFrom'),
        toLayer: layerNumber(brand, query.layerTo, 'query.layerTo'),
        storeScope: viewer.storeScope,
      };
      const period = { fromDay, toDay, scope };
      const page = await this.segments.page(reader, brand, period, filter, ask, isCounted);
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

  /** By customer id, order id or order number, a whole mobile number (never a part of one), or any part of a name. */
  private async found(
    reader: Reader,
    brand: Brand,
    filter: CustomerListRequest,
    search: string,
  ): Promise<CountedUpTo<Item, CustomerPlace>> {
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
    const pass = (ids: readonly number[]) => this.customerList.passing(reader, brand, filter, ids);
    const ids = await pass([...kept]);
    // An id or a number is no name.
    const isName = byId === null && !mobile.ok;
    const named = isName ? await this.names.find(reader, brand.id, search, NAMED_MAX + 1, pass) : [];
    const all = [...new Set([...ids, ...named])];
    const items = await this.itemsOf(reader, brand, all.slice(0, NAMED_MAX));
    return { items, next: null, total: items.length, isTotalExact: all.length <= NAMED_MAX };
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
  return number >= 0 ? number : unknownValue(field);
}

const unknownValue = (field: string): never =>
  refuse('INPUT_INVALID', { faults: [{ field, fault: 'invalid_value' }] });

const rangeOf = (from: number | undefined, to: number | undefined): Range | undefined =>
  from === undefined && to === undefined ? undefined : { from, to };

/** Whole days of the brand as instants, both ends included. */
function instantsOf({ timeZone }: Brand, { seenFrom, seenTo }: ListQuery): Range | undefined {
  const startOf = (text: string | undefined, daysOn: number, field: string): number | undefined => {
    if (text === undefined) return undefined;
    const day = parseDay(text);
    return day === null ? unknownValue(field) : dayStartMs(day + daysOn, timeZone);
  };
  const from = startOf(seenFrom, 0, 'body.seenFrom');
  const end = startOf(seenTo, 1, 'body.seenTo');
  return rangeOf(from, end === undefined ? undefined : end - 1);
}
