import { Injectable } from '@nestjs/common';
import { assert, planClawback, planEarn, type EarnPlan } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { CarryOver } from './carry-over';
import { Clawbacks, type ClawbackRequest, type Taken } from './clawbacks';
import { Ledger, type PostingResult } from './ledger';
import { NO_POINTS, type PointsBalance } from './balances';
import type { PointsMovement, PointsPage } from './movements';
import {
  clawbackOf,
  earnOf,
  earnRuleOf,
  partOfRefund,
  type AppliedRefund,
  type PaidOrder,
} from './order-postings';
import { PointsStore } from './points.store';
import { PointsReads } from './reads.service';
import type { LedgerPosting } from './posting-rows';
import { LedgerStore } from './store';

/** Moves and shows member points. Every method that writes takes the caller's transaction, so that points commit with their cause. */
@Injectable()
export class PointsService {
  constructor(
    private readonly ledger: Ledger,
    private readonly ledgerStore: LedgerStore,
    private readonly store: PointsStore,
    private readonly reads: PointsReads,
    private readonly clawbacks: Clawbacks,
    private readonly carryOver: CarryOver,
    private readonly brands: BrandsService,
  ) {}

  /**
   * Applies postings inside the caller's transaction (INV-11). A refused posting left nothing behind; a caller who
   * cannot go on without it throws, which takes back the others too.
   * @returns one result per posting, in order
   */
  post(tx: Tx, postings: readonly LedgerPosting[]): Promise<PostingResult[]> {
    return this.ledger.apply(tx, postings);
  }

  /**
   * Posts what orders earn by the brand's rule: key `earn:<orderId>`, from issuance to the member. Orders too small to
   * earn a point post nothing. Harmless when repeated.
   * @returns points per order, in order
   */
  async postForOrders(tx: Tx, brandId: number, orders: readonly PaidOrder[]): Promise<number[]> {
    if (orders.length === 0) return [];
    const rule = earnRuleOf((await this.brands.byId(tx, brandId)).config);
    const plans = orders.map((order) => planEarn(order, rule));
    const postings = orders.flatMap((order, i) => earnOf(brandId, order, plans[i] as EarnPlan) ?? []);
    mustAllPost(await this.ledger.apply(tx, postings));
    return plans.map((plan) => plan.points);
  }

  /**
   * Takes earnings back for refunds: one transaction per request, from the lots of the earning first. What policy leaves
   * with the owner is written off at the funder's expense, so that issuance always gets back all that is due. A request
   * that was posted before answers what was taken then.
   * @returns per request and part what was taken and written off, in order
   */
  clawBack(tx: Tx, requests: readonly ClawbackRequest[]): Promise<Taken[]> {
    return this.clawbacks.take(tx, requests);
  }

  /**
   * Takes back what refunds make undue: key `clawback:<refundId>`. What was earned and what was already taken is read
   * from the ledger under the lock of the members' accounts, so any split of a refund takes the same in the end. The
   * balance may go below zero: a debt that the next earnings repay.
   * @returns points taken per refund, in order; 0 for a refund that was posted before
   */
  async postForRefunds(tx: Tx, brandId: number, refunds: readonly AppliedRefund[]): Promise<number[]> {
    if (refunds.length === 0) return [];
    const locked = await this.clawbacks.lock(tx, brandId, refunds.map(partOfRefund));
    const history = await this.orderPoints(tx, brandId, refunds);
    const keys = refunds.map(({ refundId }) => Buffer.from(`clawback:${refundId}`));
    const earlier = await this.ledgerStore.transactionsByKey(tx, brandId, keys);
    const done = new Set(earlier.map((row) => row.posting_key.toString('latin1')));
    // The smaller sum first, so that refunds of one order may come in any order within a call.
    const inTurn = [...refunds].sort((a, b) => a.refundedFenSoFar - b.refundedFenSoFar);
    const taken = new Map<number, number>();
    const requests = inTurn.flatMap((refund): ClawbackRequest[] => {
      const order = history.get(refund.orderId);
      if (!order || done.has(`clawback:${refund.refundId}`)) return [];
      const points = planClawback({
        earnedPoints: order.earned,
        orderAmountFen: refund.orderAmountFen,
        refundedFenTotalSoFar: refund.refundedFenSoFar,
        alreadyTakenPoints: order.taken,
      });
      order.taken += points;
      taken.set(refund.refundId, points);
      return points === 0 ? [] : [clawbackOf(brandId, refund, order.earned, points)];
    });
    await this.clawbacks.take(tx, requests, locked);
    return refunds.map(({ refundId }) => taken.get(refundId) ?? 0);
  }

  /**
   * Carries everything that a customer holds over to the one who is kept: key `merge:<mergeId>`. Debts and open holds go
   * with it, lots keep their expiry, and later refunds of the alias's orders are taken from the kept customer. Harmless
   * when repeated.
   */
  moveBalance(tx: Tx, brandId: number, aliasId: number, keptId: number, mergeId: number): Promise<void> {
    return this.carryOver.carry(tx, { brandId, aliasId, keptId, mergeId });
  }

  /**
   * Takes the postings of a merge back in whole: key `unmerge:<mergeId>`. What the kept customer used up meanwhile stays
   * behind as a debt. Nothing to do when the merge carried nothing over; harmless when repeated.
   */
  returnBalance(tx: Tx, brandId: number, mergeId: number): Promise<void> {
    return this.carryOver.giveBack(tx, brandId, mergeId);
  }

  /** Balances and histories are of canonical ids: an alias's points were carried over. */
  async balanceOf(reader: Reader, brandId: number, customerId: number): Promise<PointsBalance> {
    return (await this.balancesOf(reader, brandId, [customerId])).get(customerId) ?? NO_POINTS;
  }

  /** Balances by customer; every id asked for is in the answer. */
  async balancesOf(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
  ): Promise<Map<number, PointsBalance>> {
    return this.reads.balancesOf(reader, { brandId, ownerKind: 'member', asset: 'points' }, customerIds);
  }

  /** Movements of the available balance, newest posting first; see `PointsReads.history`. */
  history(
    reader: Reader,
    brandId: number,
    customerId: number,
    cursor: number | null,
    limit: number,
  ): Promise<PointsPage> {
    const holder = { brandId, ownerKind: 'member', ownerId: customerId, asset: 'points' };
    return this.reads.history(reader, holder, cursor, limit);
  }

  /** Movements for the journey, newest first by when they happened; see `PointsReads.timelineItems`. */
  timelineItems(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    range: {
      readonly sinceMs?: number;
      readonly before?: { readonly atMs: number; readonly id: number } | null;
    },
    limit: number,
  ): Promise<PointsMovement[]> {
    const holders = { brandId, ownerKind: 'member', asset: 'points' };
    return this.reads.timelineItems(reader, holders, customerIds, range, limit);
  }

  /** What orders earned and what clawbacks took, as the ledger has it. */
  private async orderPoints(
    reader: Reader,
    brandId: number,
    refunds: readonly AppliedRefund[],
  ): Promise<Map<number, { earned: number; taken: number }>> {
    const orderIds = [...new Set(refunds.map(({ orderId }) => orderId))];
    const history = new Map<number, { earned: number; taken: number }>();
    for (const row of await this.store.pointsOfOrders(reader, brandId, orderIds)) {
      const order = history.get(row.order_id) ?? { earned: 0, taken: 0 };
      if (row.kind === 'earn') order.earned += row.points;
      if (row.kind === 'clawback') order.taken -= row.points;
      history.set(row.order_id, order);
    }
    return history;
  }
}

/** These postings are made of our own rows, so a refusal is a bug, and the caller's transaction must not be kept. */
function mustAllPost(results: readonly PostingResult[]): void {
  for (const result of results) {
    assert(
      result.ok,
      'POINTS-1',
      `what an order, a refund or a merge moves can be posted: ${result.ok ? '' : result.error.code}`,
    );
  }
}
