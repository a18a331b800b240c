import { Injectable } from '@nestjs/common';
import { groupedBy, planInTurn, type Planned, type RulesVersion } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { inForceAt } from '../../platform/documents';
import { BrandsService, type Brand } from '../brands';
import { isOld } from '../members';
import type { AppliedRefund } from '../orders';
import {
  LateFacts,
  Ledger,
  MergeBalances,
  type CarriedFact,
  type LateCause,
  type LedgerPosting,
  type PlannedPosting,
} from '../ledger';
import { OrderClawbacks } from './clawbacks';
import { OrderContexts } from './contexts';
import { Corrections } from './corrections';
import { earnPosting } from './earn-postings';
import { FlagsService } from './flags.service';
import { refittedOrders, refundsToTake, Retelling, type Rewardable, type RetoldCustomers } from './retelling';
import { RetoldTurns } from './retold-turns';
import { settlesAt } from './refund-facts';
import { buyerOf, grantsOf, newTurn, rewarded, type RewardTurn } from './turns';
import { UsageQueries } from './usage.queries';
import { EarningVersions } from './versions';

/**
 * Lets orders and events earn, and refunds take back, inside the transaction that records them (INV-11), all that it
 * brought in one run. Customers and refunded orders are locked. One sale, one posting: member, growth and guide together.
 * What everything earns follows from the facts of its customer, whatever the order in which they come (EARNING-14).
 */
@Injectable()
export class RewardsService {
  constructor(
    private readonly versions: EarningVersions,
    private readonly contexts: OrderContexts,
    private readonly retelling: Retelling,
    private readonly retoldTurns: RetoldTurns,
    private readonly usage: UsageQueries,
    private readonly ledger: Ledger,
    private readonly lateFacts: LateFacts,
    private readonly balances: MergeBalances,
    private readonly corrections: Corrections,
    private readonly clawbacks: OrderClawbacks,
    private readonly flags: FlagsService,
    private readonly brands: BrandsService,
  ) {}

  async post(tx: Tx, brandId: number, brought: Rewardable): Promise<void> {
    const { refunds } = brought;
    const brand = await this.brands.byId(tx, brandId);
    const versions = await this.versions.forWriting(tx, brand);
    const retold = await this.retelling.customersOf(tx, brand, versions, brought);
    const turns = [
      ...(await this.newTurns(tx, brand, versions, brought, retold.customers)),
      ...(await this.retoldTurns.of(tx, brand, versions, retold, brought)),
    ];
    const open = await this.usage.open(tx, brand.id, versions, turns, retold.customers);
    const planned = planInTurn(open.book, turns, brand.timeZone);
    await this.usage.save(tx, brand, open, planned);
    const facts = factsOf(brought);
    const slides = versions.some(({ rules }) => rules.expiry.kind === 'sliding');
    const late = await this.lateFacts.lateAmong(tx, brand.id, facts, slides);
    const countsAsKnown = !settlesAt(versions)(tx.nowMs());
    await this.postEarnings(tx, brand.id, planned, countsAsKnown);
    // What is an alias's goes on to whom it was merged into, so that refunds find it there.
    const earning = turns.filter(({ isNew, standing }) => isNew || standing.length === 0);
    await this.balances.carryOn(tx, brand.id, carriedOf(earning, [], newsOf));
    const bought = turns.flatMap(({ order, isNew }) => (order && isNew ? [order] : []));
    await this.flags.noteOwnPurchases(tx, brand.id, bought);
    const refitted = refittedOrders(brought);
    const earnings = await this.clawbacks.take(tx, brand, versions, refunds, refitted);
    await this.flags.noteLoops(tx, brand.id, refunds, earnings);
    const taken = new Set(refundsToTake(brought).map(({ orderId }) => orderId));
    const corrected = await this.corrections.post(tx, brand.id, planned, taken);
    await this.balances.carryOn(tx, brand.id, carriedOf(turns, refunds, newsOf));
    const old = [...facts, ...refunds.map(factOfRefund)].filter((fact) => isOld(fact, fact.atMs));
    await this.straighten(tx, brand.id, facts, old, new Set([...late, ...corrected]));
  }

  /**
   * What was posted becomes what orders and events are given by their new plans, though nothing of their customers came
   * late: somebody else's facts have changed what a budget leaves them.
   */
  async repost(tx: Tx, brandId: number, planned: readonly Planned<RewardTurn>[]): Promise<void> {
    const turns = planned.map(({ turn }) => turn);
    const aliases = carriedOf(turns, [], newsOf);
    const earned = new Set(await this.postEarnings(tx, brandId, planned, false));
    await this.balances.carryOn(tx, brandId, aliases);
    for (const memberId of await this.corrections.post(tx, brandId, planned, new Set())) earned.add(memberId);
    await this.balances.carryOn(tx, brandId, aliases);
    for (const memberId of earned) {
      const own = planned.find(({ turn }) => buyerOf(turn) === memberId);
      if (!own) continue;
      const { order, id } = own.turn;
      const cause: LateCause = { kind: order ? 'order' : 'event', id: String(id) };
      await this.lateFacts.straighten(tx, brandId, [memberId], cause);
    }
  }

  /**
   * @param countsAsKnown what was posted stands (`keep`): late activity moves no end that is over by now
   * @returns members who earned something for the first time of an order or event
   */
  private async postEarnings(
    tx: Tx,
    brandId: number,
    planned: readonly Planned<RewardTurn>[],
    countsAsKnown: boolean,
  ): Promise<number[]> {
    const earning = planned.map((one) => ({ one, postings: earningsOf(brandId, one) }));
    await this.postAll(
      tx,
      earning.flatMap(({ postings }) => postings.map((posting) => ({ ...posting, countsAsKnown }))),
    );
    return earning.flatMap(({ one, postings }) => (postings.length > 0 ? [buyerOf(one.turn)] : []));
  }

  /**
   * Lots, ends and what refunds took follow the facts as well, for whom something comes late.
   * @param old of before the last merge of their member: what they may change can have been posted to anybody who was
   *   merged into the member, so they always ask
   */
  private async straighten(
    tx: Tx,
    brandId: number,
    facts: readonly BroughtFact[],
    old: readonly BroughtFact[],
    knownLate: ReadonlySet<number>,
  ): Promise<void> {
    const late = new Set([...knownLate, ...old.map(({ memberId }) => memberId)]);
    const others = facts.filter(({ memberId, atMs }) => !late.has(memberId) && atMs < tx.nowMs());
    const again = await this.lateFacts.straightened(
      tx,
      brandId,
      others.map(({ memberId }) => memberId),
    );
    const members = [...late, ...again];
    const told = [...facts, ...old];
    const cause = told.find(({ memberId }) => members.includes(memberId)) ?? told[0];
    if (cause) await this.lateFacts.straighten(tx, brandId, members, cause.cause);
  }

  /** Whatever comes in the order in which it happened, one of a customer: all that is known is before it. */
  private async newTurns(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    { orders, events }: Rewardable,
    retold: RetoldCustomers,
  ): Promise<RewardTurn[]> {
    const asked = orders
      .filter(({ customerId }) => !retold.has(customerId))
      .map((order) => ({ order, version: inForceAt(versions, order.paidAtMs) }));
    const judged = await this.contexts.judge(tx, brand, asked);
    const happened = events.filter(({ customerId }) => !retold.has(customerId));
    return [
      ...judged.map((order) =>
        newTurn({ order, event: null }, { atMs: order.order.paidAtMs, id: order.order.orderId }),
      ),
      ...rewarded(happened, versions, brand.timeZone).map((event) =>
        newTurn({ order: null, event }, { atMs: event.event.occurredAtMs, id: event.event.eventId }),
      ),
    ];
  }

  private async postAll(tx: Tx, postings: readonly PlannedPosting[]): Promise<void> {
    if (postings.length === 0) return;
    for (const result of await this.ledger.post(tx, postings)) {
      // Made of our own rows: a refusal is a bug, and the caller's transaction must not be kept.
      if (!result.ok) throw new Error(`EARNING-13: what an order earns can be posted: ${result.error.code}`);
    }
  }
}

/** Of customers who stand for somebody else today, by their id, the earliest of what came. */
function carriedOf(
  turns: readonly RewardTurn[],
  refunds: readonly AppliedRefund[],
  factOf: (turn: RewardTurn) => CarriedFact,
): Map<number, CarriedFact> {
  const told = [
    ...turns.flatMap((turn) => {
      const whose = turn.order?.order ?? turn.event?.event;
      return whose ? [{ ...whose, fact: factOf(turn) }] : [];
    }),
    ...refunds.map(({ refundId, refundedAtMs: causeAtMs, ...whose }) => {
      return { ...whose, fact: { cause: `refund:${refundId}`, causeAtMs, tells: 'clawback' as const } };
    }),
  ];
  const ofAliases = told.filter(({ customerId, filedUnder }) => filedUnder !== customerId);
  return new Map(
    [...groupedBy(ofAliases, ({ filedUnder }) => filedUnder)].map(([aliasId, own]) => {
      const [first] = own.map(({ fact }) => fact).sort((a, b) => a.causeAtMs - b.causeAtMs) as [CarriedFact];
      return [aliasId, own.length === 1 ? first : { ...first, tells: 'settle' }];
    }),
  );
}

/** What a fact gives when it comes, or when it is planned again because of another one. */
function newsOf({ isNew, cause, causeAtMs, order, id, atMs }: RewardTurn): CarriedFact {
  if (!isNew && cause !== '') return { cause, causeAtMs, tells: 'settle' };
  return { cause: `${order ? 'order' : 'event'}:${id}`, causeAtMs: atMs, tells: 'earn' };
}

/** What this transaction brought, with whose it is today. */
interface BroughtFact {
  readonly memberId: number;
  readonly mergedAtMs: number;
  readonly atMs: number;
  readonly cause: LateCause;
}

/** What earns; who takes refunds back looks after those. */
const factsOf = ({ orders, events, corrections }: Rewardable): BroughtFact[] => [
  ...orders.map((order) => factOf(order, order.paidAtMs, 'order', order.orderId)),
  ...events.map((event) => factOf(event, event.occurredAtMs, 'event', event.eventId)),
  ...corrections.map(({ before, after, ...one }) =>
    factOf(one, Math.min(before.paidAtMs, after.paidAtMs), 'order', one.orderId),
  ),
];

const factOfRefund = (refund: AppliedRefund): BroughtFact =>
  factOf(refund, refund.refundedAtMs, 'order', refund.orderId);

const factOf = (
  { customerId: memberId, mergedAtMs }: { readonly customerId: number; readonly mergedAtMs: number },
  atMs: number,
  kind: 'order' | 'event',
  id: number,
): BroughtFact => ({ memberId, mergedAtMs, atMs, cause: { kind, id: String(id) } });

/** What earns for the first time; what earned before is corrected. */
function earningsOf(brandId: number, planned: Planned<RewardTurn>): LedgerPosting[] {
  const standing = new Set(planned.turn.standing.map(({ key }) => key));
  return grantsOf(planned).flatMap((grant) => (standing.has(grant.key) ? [] : earnPosting(brandId, grant)));
}
