import { Injectable } from '@nestjs/common';
import { dayOf, planEventEarning } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { inForceAt } from '../../platform/documents';
import { BrandsService, type Brand } from '../brands';
import type { RecordedEvent } from '../events';
import { Ledger, type LedgerPosting } from '../ledger';
import type { AppliedRefund, PaidOrder } from '../orders';
import { OrderClawbacks } from './clawbacks';
import { OrderContexts } from './contexts';
import { earnPostings, eventPostings } from './earn-postings';
import { FlagsService } from './flags.service';
import { planCounted, type CountedOrder } from './planning';
import { UsageBook, type Countable } from './usage-book';
import { UsageQueries } from './usage.queries';
import { EarningVersions, type RulesVersion } from './versions';

/** What one transaction brought that may earn or take back. */
export interface Rewardable {
  readonly orders: readonly PaidOrder[];
  readonly refunds: readonly AppliedRefund[];
  readonly events: readonly RecordedEvent[];
}

/** An event with the version that rewards it. */
interface JudgedEvent extends Countable {
  readonly event: RecordedEvent;
  readonly eventType: string;
}

/**
 * Lets orders and events earn, and refunds take back, inside the transaction that records them (INV-11), all that it
 * brought in one run. Customers and refunded orders are locked. One sale, one posting: member, growth and guide together.
 */
@Injectable()
export class RewardsService {
  constructor(
    private readonly versions: EarningVersions,
    private readonly contexts: OrderContexts,
    private readonly usage: UsageQueries,
    private readonly ledger: Ledger,
    private readonly clawbacks: OrderClawbacks,
    private readonly flags: FlagsService,
    private readonly brands: BrandsService,
  ) {}

  async post(tx: Tx, brandId: number, { orders, refunds, events }: Rewardable): Promise<void> {
    const brand = await this.brands.byId(tx, brandId);
    const versions = await this.versions.forWriting(tx, brand);
    const judged = await this.judge(tx, brand, versions, orders);
    const eventsJudged = rewarded(events, versions, brand.timeZone);
    const book = await UsageBook.open(tx, brand.id, this.usage, [...judged, ...eventsJudged]);
    const postings = [
      ...judged.flatMap((one) => orderPostings(brand, book, one)),
      ...eventsJudged.flatMap((one) => postingsOfEvent(brand, book, one)),
    ];
    await book.save(tx, brand.id);
    await this.postAll(tx, postings);
    await this.flags.noteOwnPurchases(tx, brand.id, judged);
    const earnings = await this.clawbacks.take(tx, brand, versions, refunds);
    await this.flags.noteLoops(tx, brand.id, refunds, earnings);
  }

  /** Earlier orders first: a cap of the day is used up in the order in which things happened. */
  private async judge(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    orders: readonly PaidOrder[],
  ): Promise<CountedOrder[]> {
    const inTurn = [...orders].sort((a, b) => a.paidAtMs - b.paidAtMs || a.orderId - b.orderId);
    const asked = inTurn.map((order) => ({ order, version: inForceAt(versions, order.paidAtMs) }));
    const judged = await this.contexts.judge(tx, brand, asked);
    return judged.map((one) => ({ ...one, customerId: one.order.customerId, day: one.order.paidDay }));
  }

  private async postAll(tx: Tx, postings: readonly LedgerPosting[]): Promise<void> {
    if (postings.length === 0) return;
    for (const result of await this.ledger.post(tx, postings)) {
      // Made of our own rows: a refusal is a bug, and the caller's transaction must not be kept.
      if (!result.ok) throw new Error(`EARNING-13: what an order earns can be posted: ${result.error.code}`);
    }
  }
}

function orderPostings(brand: Brand, book: UsageBook, one: CountedOrder): LedgerPosting[] {
  const { plan, context } = planCounted(brand, book, one);
  return earnPostings(brand.id, one, plan, context);
}

/** Events that the rules of their instant know, earlier ones first. */
function rewarded(
  events: readonly RecordedEvent[],
  versions: readonly RulesVersion[],
  zone: string,
): JudgedEvent[] {
  if (versions.every(({ rules }) => rules.events.length === 0)) return [];
  const judged = events.map((event): JudgedEvent => {
    const version = inForceAt(versions, event.occurredAtMs);
    const day = dayOf(event.occurredAtMs, zone);
    return { event, version, eventType: event.type, customerId: event.customerId, day };
  });
  return judged
    .filter(({ version, eventType }) => version.rules.events.some(({ type }) => type === eventType))
    .sort((a, b) => a.event.occurredAtMs - b.event.occurredAtMs || a.event.eventId - b.event.eventId);
}

function postingsOfEvent(brand: Brand, book: UsageBook, one: JudgedEvent): LedgerPosting[] {
  const { points, times } = book.eventToday(one);
  const context = {
    timesToday: times,
    eventPointsToday: points,
    pointsToday: book.pointsToday(one),
    budgetLeft: book.budgetLeft(one),
  };
  const plan = planEventEarning(one.event, context, one.version.rules, brand.timeZone);
  if (!plan) return [];
  book.count(one, plan.points);
  return eventPostings(brand.id, one.event, one.version, plan);
}
