import { Injectable } from '@nestjs/common';
import { greatestOf, leastOf, type RulesVersion } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { inForceAt } from '../../platform/documents';
import type { Brand } from '../brands';
import { LayersService } from '../insights';
import type { Kinsfolk } from '../members';
import { refundHistories, type AppliedRefund, type PaidOrder, type PastRefund } from '../orders';
import { TiersService } from '../tiers';
import { OrderContexts, type JudgedOrder } from './contexts';
import { growthToCome } from './growth-to-come';
import { givenBy, OrderLedgerQueries, type OrderEarning } from './order-ledger.queries';
import {
  refittedOrders,
  refundsToTake,
  type Retold,
  type Rewardable,
  type RetoldCustomer,
  type RetoldCustomers,
} from './retelling';
import { RetellingQueries, type ToldEvent, type ToldLine, type ToldOrder } from './retelling.queries';
import { rewarded, type RewardTurn } from './turns';

/** The orders and events of customers who are told anew, stored ones and new ones, as all that is known says them. */
@Injectable()
export class RetoldTurns {
  constructor(
    private readonly queries: RetellingQueries,
    private readonly contexts: OrderContexts,
    private readonly ledger: OrderLedgerQueries,
    private readonly tiers: TiersService,
    private readonly layers: LayersService,
  ) {}

  /** Everything of these customers that may earn, with levels and layers as all facts say them. */
  async of(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    { customers: retold, kin }: Retold,
    brought: Rewardable,
  ): Promise<RewardTurn[]> {
    if (retold.size === 0) return [];
    const ids = [...retold.keys()];
    const all = [...retold.values()];
    const span = {
      fromMs: leastOf(all.map((one) => one.fromMs)),
      untilMs: greatestOf(all.map((one) => one.untilMs)),
    };
    const types = new Set(versions.flatMap(({ rules }) => rules.events.map(({ type }) => type)));
    const isOwn = (customerId: number, atMs: number): boolean => {
      const one = retold.get(customerId);
      return one !== undefined && atMs >= one.fromMs && atMs < one.untilMs;
    };
    const orders = (await this.queries.orders(tx, brand.id, ids, span)).filter((row) =>
      isOwn(row.customerId, row.paidAtMs),
    );
    const events = (await this.queries.events(tx, brand.id, ids, span, [...types])).filter((row) =>
      isOwn(row.customerId, row.occurredAtMs),
    );
    const refunds = refundsToTake(brought).filter(({ customerId }) => retold.has(customerId));
    const isNew = new Set([
      ...brought.orders.map(({ orderId }) => orderId),
      ...brought.events.map(({ eventId }) => eventId),
    ]);
    const asked = [...orders, ...refunds].map(({ orderId }) => orderId).filter((id) => !isNew.has(id));
    const earnings = await this.ledger.earningsOf(tx, brand.id, asked);
    const told = brought.corrections.filter(({ version }) => version > 0);
    const corrected = new Map(told.map((one) => [one.orderId, one.before.paidAtMs]));
    const refitted = await this.refitted(tx, brand, brought);
    const about = { retold, kin, isNew, earnings, corrected, refitted };
    const turns = [
      ...(await this.orderTurns(tx, brand, versions, orders, about)),
      ...(await this.eventTurns(tx, brand, versions, events, about)),
    ];
    return this.withLevels(tx, brand, turns, refunds, about);
  }

  /** What counts of the refunds of orders that were corrected, or of which refunds were taken back. */
  private async refitted(
    tx: Tx,
    brand: Brand,
    brought: Rewardable,
  ): Promise<ReadonlyMap<number, readonly PastRefund[]>> {
    const orderIds = [...refittedOrders(brought)];
    if (orderIds.length === 0) return new Map();
    const counting = await refundHistories(tx, brand.id, orderIds, ({ refundedAtMs }) => refundedAtMs);
    return new Map(orderIds.map((id) => [id, counting.get(id) ?? []]));
  }

  private async orderTurns(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    rows: readonly ToldOrder[],
    { retold, kin, isNew, earnings, corrected, refitted }: About,
  ): Promise<RewardTurn[]> {
    const lines = await this.queries.lines(
      tx,
      rows.map(({ orderId }) => orderId),
    );
    const asked = rows.map((row) => {
      const { customerId, family: today } = retold.get(row.customerId) as RetoldCustomer;
      const filedUnder = row.customerId;
      const family = kin.knows(filedUnder) ? kin.familyAt(filedUnder, row.paidAtMs) : today;
      const whose = { customerId, family, filedUnder, mergedAtMs: 0 };
      const order: PaidOrder = { ...row, ...whose, lines: lines.get(row.orderId) ?? [] };
      return { order, version: inForceAt(versions, row.paidAtMs) };
    });
    const judged = await this.contexts.judgeApart(tx, brand, asked);
    return judged.flatMap((one, i): RewardTurn[] => {
      const row = rows[i] as ToldOrder;
      const standing = earnings.get(row.orderId) ?? [];
      const correctedFromMs = corrected.get(row.orderId) ?? null;
      const order = correctedFromMs === null ? asItWas(one, standing) : one;
      const place = { key: row.key, id: row.orderId, atMs: row.paidAtMs };
      const refunds = row.refundedFen === 0 ? null : refundsOf(row, lines.get(row.orderId) ?? []);
      const again = { refitted: refitted.get(row.orderId) ?? null, correctedFromMs };
      return turnOf(
        { ...place, order, event: null, standing, refunds, isNew: isNew.has(row.orderId), ...again },
        one.version,
        retold.get(row.customerId) as RetoldCustomer,
      );
    });
  }

  private async eventTurns(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    rows: readonly ToldEvent[],
    { retold, isNew }: About,
  ): Promise<RewardTurn[]> {
    const told = rows.map(({ customerId: filedUnder, ...row }) => {
      const { customerId } = retold.get(filedUnder) as RetoldCustomer;
      return { ...row, customerId, filedUnder, mergedAtMs: 0 };
    });
    const keys = new Map(rows.map(({ eventId, key }) => [eventId, key]));
    const judged = rewarded(told, versions, brand.timeZone);
    const stored = judged.map(({ event }) => event.eventId).filter((id) => !isNew.has(id));
    const earnings = await this.ledger.earningsOf(tx, brand.id, stored, 'event');
    return judged.flatMap((one): RewardTurn[] => {
      const { eventId: id, occurredAtMs: atMs, filedUnder } = one.event;
      const place = { key: keys.get(id) ?? '', id, atMs };
      return turnOf(
        {
          ...place,
          order: null,
          event: one,
          standing: earnings.get(id) ?? [],
          refunds: null,
          isNew: isNew.has(id),
          refitted: null,
          correctedFromMs: null,
        },
        one.version,
        retold.get(filedUnder) as RetoldCustomer,
      );
    });
  }

  private async withLevels(
    tx: Tx,
    brand: Brand,
    turns: readonly RewardTurn[],
    refunds: readonly AppliedRefund[],
    about: About,
  ): Promise<RewardTurn[]> {
    const planned = turns.flatMap(({ order, kept }) => (order && kept === null ? [order] : []));
    const byTier = planned.filter(({ version }) => version.rules.multipliers.tier.length > 0);
    const byLayer = planned.filter(({ version }) => version.rules.multipliers.layer.length > 0);
    const coming = byTier.length > 0 ? growthToCome(turns, refunds, about.earnings, brand.timeZone) : [];
    const levels = await this.tiers.levelsWith(
      tx,
      brand.id,
      // The level just before: an order does not raise what it earns itself.
      byTier.map(({ order }) => ({ ...personOf(order, about.kin), atMs: order.paidAtMs - 1 })),
      coming,
    );
    const layers = await this.layersOf(tx, brand, byLayer, about.kin);
    const tierOf = new Map(byTier.map(({ order }, i) => [order.orderId, levels[i] ?? 0]));
    return turns.map((turn): RewardTurn => {
      const { order } = turn;
      if (!order) return turn;
      const { orderId } = order.order;
      const [tier, layer] = [tierOf.get(orderId) ?? 0, layers.get(orderId) ?? ''];
      return { ...turn, order: { ...order, context: { ...order.context, tier, layer } } };
    });
  }

  /** Layers of the day before, by order. */
  private async layersOf(
    tx: Tx,
    brand: Brand,
    orders: readonly JudgedOrder[],
    kin: Kinsfolk,
  ): Promise<Map<number, string>> {
    const asked = orders.map(({ order, day }) => ({
      ...personOf(order, kin),
      orderId: order.orderId,
      day: day - 1,
    }));
    const [today, then] = [
      asked.filter(({ joinedAtMs }) => joinedAtMs === null),
      asked.filter(({ joinedAtMs }) => joinedAtMs !== null),
    ];
    const stored = await this.layers.layersOn(tx, brand, today);
    const folded = await this.layers.layersThen(tx, brand, then);
    return new Map([
      ...today.map(({ orderId }, i) => [orderId, stored[i] ?? ''] as const),
      ...then.map(({ orderId }, i) => [orderId, folded[i] ?? ''] as const),
    ]);
  }
}

/** The person who paid, as they were then; a family of today is read from what is stored of it. */
function personOf(
  { customerId, family }: PaidOrder,
  kin: Kinsfolk,
): { readonly customerId: number; readonly family: readonly number[]; readonly joinedAtMs: number | null } {
  const isTodays = !kin.knows(customerId) || kin.isTodays(family);
  return { customerId, family, joinedAtMs: isTodays ? null : kin.joinedAtMs(family) };
}

interface About {
  readonly retold: RetoldCustomers;
  readonly kin: Kinsfolk;
  readonly isNew: ReadonlySet<number>;
  readonly earnings: ReadonlyMap<number, readonly OrderEarning[]>;
  /** Orders whose content was corrected, with the instant at which they were said to be paid before. */
  readonly corrected: ReadonlyMap<number, number>;
  /** Orders whose refunds were fitted anew, with those that count. */
  readonly refitted: ReadonlyMap<number, readonly PastRefund[]>;
}

/** What does not depend on what came before stays as the posting says it. */
function asItWas(judged: JudgedOrder, standing: readonly OrderEarning[]): JudgedOrder {
  const [first] = standing;
  if (!first) return judged;
  const { channel = '', store = '', isBirthday, hasGuide } = first.context;
  const context = { ...judged.context, channel, store, isBirthday: isBirthday === 1 };
  const rewardedGuide = standing
    .flatMap(({ awards }) => awards)
    .find(({ owner }) => owner.kind === 'guide')?.owner;
  const isTheirs = !rewardedGuide || rewardedGuide.id === judged.guide?.id;
  const guide = isTheirs ? judged.guide : { id: rewardedGuide.id, customerId: 0 };
  return { ...judged, context, guide: hasGuide === 1 ? guide : null };
}

/** Empty for what earned nothing and is to stay so. */
function turnOf(
  turn: Omit<RewardTurn, 'kept' | 'cause' | 'causeAtMs'>,
  { rules }: RulesVersion,
  { news }: RetoldCustomer,
): RewardTurn[] {
  const isKept = !turn.isNew && turn.correctedFromMs === null && rules.lateFacts === 'keep';
  if (isKept && turn.standing.length === 0) return [];
  const kept = isKept ? turn.standing.reduce((sum, one) => sum + givenBy(one).points, 0) : null;
  // The earliest of what came is before whatever is planned again, or it is this one itself.
  const [{ cause, atMs: causeAtMs }] = news as [RetoldCustomer['news'][number]];
  return [{ ...turn, kept, cause, causeAtMs }];
}

function refundsOf({ amountFen, refundedFen }: ToldOrder, lines: readonly ToldLine[]): RewardTurn['refunds'] {
  if (lines.length === 0) return { lines: [{ line: 0, amountFen, refundedFen: 0 }], unlinedFen: refundedFen };
  return { lines, unlinedFen: refundedFen - lines.reduce((sum, line) => sum + line.refundedFen, 0) };
}
