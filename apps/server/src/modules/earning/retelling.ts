import { Injectable } from '@nestjs/common';
import {
  dayOf,
  dayStartMs,
  dependsOnOrder,
  groupedBy,
  leastOf,
  type Day,
  type RulesVersion,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import type { RecordedEvent } from '../events';
import { CustomersService, isOld, MergesService, NO_KIN, type Kinsfolk } from '../members';
import type { AppliedRefund, CorrectedOrder, PaidOrder } from '../orders';
import { RetellingQueries } from './retelling.queries';

/** What one transaction brought that may earn or take back. */
export interface Rewardable {
  readonly orders: readonly PaidOrder[];
  readonly refunds: readonly AppliedRefund[];
  readonly events: readonly RecordedEvent[];
  readonly corrections: readonly CorrectedOrder[];
}

/** Orders that were here, and whose refunds were fitted anew: all that is due of them is told anew with them. */
export function refittedOrders({ orders, corrections }: Rewardable): ReadonlySet<number> {
  const isNew = new Set(orders.map(({ orderId }) => orderId));
  return new Set(corrections.map(({ orderId }) => orderId).filter((id) => !isNew.has(id)));
}

/** Refunds that take what they add: those of orders whose refunds were not fitted anew as a whole. */
export function refundsToTake(brought: Rewardable): AppliedRefund[] {
  const refitted = refittedOrders(brought);
  return brought.refunds.filter(({ orderId }) => !refitted.has(orderId));
}

/** Everything that is known happened before it. */
const FOREVER_MS = Number.MAX_SAFE_INTEGER;

/** A fact that this transaction brought. */
interface News {
  readonly id: number;
  readonly customerId: number;
  readonly family: readonly number[] | null;
  readonly mergedAtMs: number;
  readonly atMs: number;
  /** `order:‹id›`, `event:‹id›` or `refund:‹id›`. */
  readonly cause: string;
}

/** A customer whose orders and events are planned again, from the beginning of a local day on. */
export interface RetoldCustomer {
  /** Kept, and locked. */
  readonly customerId: number;
  readonly family: readonly number[];
  readonly fromDay: Day;
  readonly fromMs: number;
  /** What is not before this instant is left as it is. */
  readonly untilMs: number;
  /** The earliest first. */
  readonly news: readonly News[];
}

/** By every id of their families. */
export type RetoldCustomers = ReadonlyMap<number, RetoldCustomer>;

/** Those who are told anew, and who was whose at which instant, of those to whom it matters. */
export interface Retold {
  readonly customers: RetoldCustomers;
  readonly kin: Kinsfolk;
}

const NOBODY: Retold = { customers: new Map(), kin: NO_KIN };

/**
 * Who must be told anew: customers of whom several facts come at once, or one that is earlier than what was judged
 * already. Rules that do not depend on the order of facts ask for nobody.
 */
@Injectable()
export class Retelling {
  constructor(
    private readonly queries: RetellingQueries,
    private readonly customers: CustomersService,
    private readonly merges: MergesService,
  ) {}

  async customersOf(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    brought: Rewardable,
  ): Promise<Retold> {
    const corrected = brought.corrections.flatMap(correctionNews);
    const dependent = versions.some(({ rules }) => dependsOnOrder(rules));
    const news = dependent ? newsIn(brought, versions) : [];
    const newsOf = groupedBy([...news, ...corrected], ({ customerId }) => customerId);
    if (newsOf.size === 0) return NOBODY;
    const families = await this.familiesOf(tx, brand, newsOf);
    const isLate = await this.late(tx, brand, versions, newsOf, families);
    const isCorrected = new Set(corrected.map(({ customerId }) => customerId));
    const retold = new Map<number, RetoldCustomer>();
    for (const [customerId, news] of newsOf) {
      const isOlder = news.some((one) => isOld(one, one.atMs));
      if (news.length < 2 && !isOlder && !isLate.has(customerId) && !isCorrected.has(customerId)) continue;
      const family = families.get(customerId) ?? [customerId];
      const one = { customerId, family, ...toldFrom(news, brand.timeZone) };
      for (const id of family) retold.set(id, one);
    }
    const kin = await this.kinOf(tx, brand.id, [...retold.values()]);
    return { customers: withKin(retold, kin, brand.timeZone), kin };
  }

  /** Who was whose, of those who are told anew from before a merge on. */
  async kinOf(tx: Tx, brandId: number, retold: readonly RetoldCustomer[]): Promise<Kinsfolk> {
    const old = retold.filter(({ news, fromMs }) => news.some((one) => isOld(one, fromMs)));
    if (old.length === 0) return NO_KIN;
    return this.merges.kinsfolk(tx, brandId, [...new Set(old.map(({ customerId }) => customerId))]);
  }

  private async familiesOf(
    tx: Tx,
    brand: Brand,
    newsOf: ReadonlyMap<number, readonly News[]>,
  ): Promise<ReadonlyMap<number, readonly number[]>> {
    const families = new Map<number, readonly number[]>();
    const unknown: number[] = [];
    for (const [customerId, news] of newsOf) {
      const family = news.find((one) => one.family !== null)?.family;
      if (family) families.set(customerId, family);
      else unknown.push(customerId);
    }
    if (unknown.length === 0) return families;
    return new Map([...families, ...(await this.customers.families(tx, brand, unknown))]);
  }

  /** Customers of whom something was known already that is not earlier than what came now. */
  private async late(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    newsOf: ReadonlyMap<number, readonly News[]>,
    families: ReadonlyMap<number, readonly number[]>,
  ): Promise<Set<number>> {
    const news = [...newsOf.values()].flat();
    const isNew = new Set(news.map(({ id }) => id));
    const keptOf = new Map([...families].flatMap(([kept, family]) => family.map((id) => [id, kept])));
    const earliest = new Map([...newsOf].map(([id, own]) => [id, leastOf(own.map(({ atMs }) => atMs))]));
    const fromMs = leastOf(earliest.values());
    const hasEvents = versions.some(({ rules }) => rules.events.length > 0);
    const known = await this.queries.happened(tx, brand.id, [...keptOf.keys()], fromMs, hasEvents);
    return new Set(
      known
        .filter(({ id }) => !isNew.has(id))
        .map(({ customerId, atMs }) => ({ kept: keptOf.get(customerId) ?? customerId, atMs }))
        .filter(({ kept, atMs }) => atMs >= (earliest.get(kept) ?? Infinity))
        .map(({ kept }) => kept),
    );
  }
}

function toldFrom(
  news: readonly News[],
  timeZone: string,
): Pick<RetoldCustomer, 'fromDay' | 'fromMs' | 'untilMs' | 'news'> {
  const inTurn = [...news].sort((a, b) => a.atMs - b.atMs || a.id - b.id);
  const fromDay = dayOf((inTurn[0] as News).atMs, timeZone);
  return { fromDay, fromMs: dayStartMs(fromDay, timeZone), untilMs: FOREVER_MS, news: inTurn };
}

/**
 * What happened before a merge, or before it was taken back, may change what others earned while they were one person:
 * they are told anew from there on, too.
 */
function withKin(retold: Map<number, RetoldCustomer>, kin: Kinsfolk, timeZone: string): RetoldCustomers {
  const groups = new Map<number, News[]>();
  for (const { customerId, news } of new Set(retold.values())) {
    const old = news.filter((one) => isOld(one, one.atMs));
    if (old.length === 0) continue;
    for (const id of kin.kinOf(customerId)) groups.set(id, [...(groups.get(id) ?? []), ...old]);
  }
  const all = new Map(retold);
  for (const [id, old] of groups) {
    const customerId = kin.keptOf(id);
    const own = retold.get(id)?.news ?? [];
    const news = [...new Set([...own, ...old])];
    all.set(id, { customerId, family: kin.familyOf(customerId), ...toldFrom(news, timeZone) });
  }
  return all;
}

/** A corrected order changes what came after it as it was, and as it is. */
const correctionNews = ({
  orderId: id,
  customerId,
  family,
  mergedAtMs,
  before,
  after,
}: CorrectedOrder): News[] => [
  {
    ...{ id, customerId, family, mergedAtMs, cause: `order:${id}` },
    atMs: Math.min(before.paidAtMs, after.paidAtMs),
  },
];

/** What came, as far as it may change what others earn. */
function newsIn({ orders, refunds, events }: Rewardable, versions: readonly RulesVersion[]): News[] {
  const hasLayers = versions.some(({ rules }) => rules.multipliers.layer.length > 0);
  const types = new Set(versions.flatMap(({ rules }) => rules.events.map(({ type }) => type)));
  const telling = hasLayers ? events : events.filter(({ type }) => types.has(type));
  return [
    ...orders.map(({ orderId: id, paidAtMs: atMs, ...order }): News => {
      const { customerId, family, mergedAtMs } = order;
      return { id, customerId, family, mergedAtMs, atMs, cause: `order:${id}` };
    }),
    ...refunds.map(({ refundId: id, refundedAtMs: atMs, customerId, family, mergedAtMs }): News => {
      return { id, customerId, family, mergedAtMs, atMs, cause: `refund:${id}` };
    }),
    ...telling.map(({ eventId: id, occurredAtMs: atMs, customerId, mergedAtMs }): News => {
      return { id, customerId, family: null, mergedAtMs, atMs, cause: `event:${id}` };
    }),
  ];
}
