import { Injectable } from '@nestjs/common';
import { dayOf, dayStartMs, dependsOnOrder, groupedBy, type Day, type RulesVersion } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import type { RecordedEvent } from '../events';
import { CustomersService } from '../members';
import type { AppliedRefund, CorrectedOrder, PaidOrder } from '../orders';
import { RetellingQueries } from './retelling.queries';

/** What one transaction brought that may earn or take back. */
export interface Rewardable {
  readonly orders: readonly PaidOrder[];
  readonly refunds: readonly AppliedRefund[];
  readonly events: readonly RecordedEvent[];
  readonly corrections: readonly CorrectedOrder[];
}

/** Everything that is known happened before it. */
const FOREVER_MS = Number.MAX_SAFE_INTEGER;

/** A fact that this transaction brought. */
interface News {
  readonly id: number;
  readonly customerId: number;
  readonly family: readonly number[] | null;
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

const NOBODY: RetoldCustomers = new Map();

/**
 * Who must be told anew: customers of whom several facts come at once, or one that is earlier than what was judged
 * already. Rules that do not depend on the order of facts ask for nobody.
 */
@Injectable()
export class Retelling {
  constructor(
    private readonly queries: RetellingQueries,
    private readonly customers: CustomersService,
  ) {}

  async customersOf(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    brought: Rewardable,
  ): Promise<RetoldCustomers> {
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
      if (news.length < 2 && !isLate.has(customerId) && !isCorrected.has(customerId)) continue;
      news.sort((a, b) => a.atMs - b.atMs || a.id - b.id);
      const fromDay = dayOf((news[0] as News).atMs, brand.timeZone);
      const fromMs = dayStartMs(fromDay, brand.timeZone);
      const family = families.get(customerId) ?? [customerId];
      for (const id of family)
        retold.set(id, { customerId, family, fromDay, fromMs, untilMs: FOREVER_MS, news });
    }
    return retold;
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
    const earliest = new Map([...newsOf].map(([id, own]) => [id, Math.min(...own.map(({ atMs }) => atMs))]));
    const fromMs = Math.min(...earliest.values());
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

/** A corrected order changes what came after it as it was, and as it is. */
const correctionNews = ({ orderId: id, customerId, family, before, after }: CorrectedOrder): News[] => [
  {
    ...{ id, customerId, family, cause: `order:${id}` },
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
      return { id, customerId: order.customerId, family: order.family, atMs, cause: `order:${id}` };
    }),
    ...refunds.map(({ refundId: id, refundedAtMs: atMs, customerId, family }): News => {
      return { id, customerId, family, atMs, cause: `refund:${id}` };
    }),
    ...telling.map(({ eventId: id, occurredAtMs: atMs, customerId }): News => {
      return { id, customerId, family: null, atMs, cause: `event:${id}` };
    }),
  ];
}
