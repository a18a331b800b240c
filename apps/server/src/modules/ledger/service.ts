import { Injectable } from '@nestjs/common';
import type { Reader, Tx } from '../../platform/db/statements';
import { Clawbacks, type ClawbackRequest, type Taken } from './clawbacks';
import { Ledger } from './ledger';
import type { PostingResult } from './batch';
import { NO_POINTS, type PointsBalance } from './balances';
import type { PointsMovement, PointsPage } from './movements';
import { PointsReads } from './reads.service';
import type { LedgerPosting } from './posting-rows';

/** Moves and shows member points. Every method that writes takes the caller's transaction, so that points commit with their cause. */
@Injectable()
export class PointsService {
  constructor(
    private readonly ledger: Ledger,
    private readonly reads: PointsReads,
    private readonly clawbacks: Clawbacks,
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
   * Takes earnings back for refunds: one transaction per request, from the lots of the earning first. What policy leaves
   * with the owner is written off at the funder's expense, so that issuance always gets back all that is due. A request
   * that was posted before answers what was taken then.
   * @returns per request and part what was taken and written off, in order
   */
  clawBack(tx: Tx, requests: readonly ClawbackRequest[]): Promise<Taken[]> {
    return this.clawbacks.take(tx, requests);
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
    below: number | null,
    limit: number,
  ): Promise<PointsPage> {
    const holder = { brandId, ownerKind: 'member', ownerId: customerId, asset: 'points' };
    return this.reads.history(reader, holder, below, limit);
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
}
