import { Injectable } from '@nestjs/common';
import {
  dayOf,
  planCounted,
  planCountedEvent,
  type CountedEvent,
  type RulesVersion,
  type UsageBook,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { inForceAt } from '../../platform/documents';
import { BrandsService, type Brand } from '../brands';
import type { RecordedEvent } from '../events';
import { Ledger, type LedgerPosting } from '../ledger';
import type { AppliedRefund, PaidOrder } from '../orders';
import { OrderClawbacks } from './clawbacks';
import { OrderContexts, type JudgedOrder } from './contexts';
import { earnPostings, eventPostings } from './earn-postings';
import { FlagsService } from './flags.service';
import { UsageQueries } from './usage.queries';
import { EarningVersions } from './versions';

/** What one transaction brought that may earn or take back. */
export interface Rewardable {
  readonly orders: readonly PaidOrder[];
  readonly refunds: readonly AppliedRefund[];
  readonly events: readonly RecordedEvent[];
}

/** An event with the version that rewards it. */
interface JudgedEvent extends CountedEvent {
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
    const book = await this.usage.open(tx, brand.id, [...judged, ...eventsJudged]);
    const postings = [
      ...judged.flatMap((one) => orderPostings(brand, book, one)),
      ...eventsJudged.flatMap((one) => postingsOfEvent(brand, book, one)),
    ];
    await this.usage.save(tx, brand.id, book);
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
  ): Promise<JudgedOrder[]> {
    const inTurn = [...orders].sort((a, b) => a.paidAtMs - b.paidAtMs || a.orderId - b.orderId);
    const asked = inTurn.map((order) => ({ order, version: inForceAt(versions, order.paidAtMs) }));
    return this.contexts.judge(tx, brand, asked);
  }

  private async postAll(tx: Tx, postings: readonly LedgerPosting[]): Promise<void> {
    if (postings.length === 0) return;
    for (const result of await this.ledger.post(tx, postings)) {
      // Made of our own rows: a refusal is a bug, and the caller's transaction must not be kept.
      if (!result.ok) throw new Error(`EARNING-13: what an order earns can be posted: ${result.error.code}`);
    }
  }
}

function orderPostings(brand: Brand, book: UsageBook, one: JudgedOrder): LedgerPosting[] {
  const { plan, context } = planCounted(book, one, brand.timeZone);
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
  const plan = planCountedEvent(book, one, brand.timeZone);
  return plan ? eventPostings(brand.id, one.event, one.version, plan) : [];
}
