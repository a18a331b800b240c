import { Injectable } from '@nestjs/common';
import {
  appendTo,
  balanceAt,
  groupedBy,
  NO_POINTS,
  scheduleAt,
  standingAt,
  type PointsBalance,
  type PointsSchedule,
  type PointsStanding,
} from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { AsOfQueries, type PointsHolders } from './as-of.queries';
import { ledgerTransactions, pointsLots } from './entities';
import { ExpiringQueries, type ExpiringPlace } from './expiring.queries';
import { LotReadsQueries, type LotMoveRow, type LotPlace, type ExplainedLotRow } from './lot-reads.queries';
import { HISTORY_LIMIT_MAX, toMovement, type PointsMovement, type PointsPage } from './movements';
import { PointsReadsQueries, type MovementRow, type PointsHolder } from './reads.queries';
import { isOfOneCorrection, toldLines } from './told-lines';

/** A page of something; hand the cursor in to go on, null at the end. */
export interface LotsPage {
  readonly lots: readonly ExplainedLotRow[];
  readonly next: LotPlace | null;
}

export interface LotStory {
  readonly lot: ExplainedLotRow;
  readonly moves: readonly LotMoveRow[];
}

const FIRST: LotPlace = { expiresAtMs: -1, id: 0 };
const within = (limit: number): number => Math.min(Math.max(limit, 1), HISTORY_LIMIT_MAX);

/**
 * What owners have and why, judged at an instant and writing nothing: what is due counts as available, what is expired
 * as gone, whatever job ran when. A balance is one statement and a page of history another one.
 */
@Injectable()
export class PointsReads {
  constructor(
    private readonly queries: PointsReadsQueries,
    private readonly lotReads: LotReadsQueries,
    private readonly expiring: ExpiringQueries,
    private readonly asOf: AsOfQueries,
  ) {}

  async balanceOf(reader: Reader, holder: PointsHolder, nowMs = reader.nowMs()): Promise<PointsBalance> {
    return balanceAt(await this.queries.lotsAt(reader, holder, nowMs), nowMs);
  }

  /** Balances by owner; every id asked for is in the answer. */
  async balancesOf(
    reader: Reader,
    holders: Omit<PointsHolder, 'ownerId'>,
    ownerIds: readonly number[],
    nowMs = reader.nowMs(),
  ): Promise<Map<number, PointsBalance>> {
    const rows = await this.queries.lotsOfAllAt(reader, holders, ownerIds, nowMs);
    const lots = groupedBy(rows, ({ ownerId }) => ownerId);
    return new Map(
      ownerIds.map((id) => {
        const own = lots.get(id);
        return [id, own ? balanceAt(own, nowMs) : NO_POINTS];
      }),
    );
  }

  /** What of these postings is still in the lot that each opened, and has not expired; a posting of which nothing is left has no entry. */
  async leftInLots(
    reader: Reader,
    brandId: number,
    transactionIds: readonly number[],
  ): Promise<Map<number, number>> {
    const columns = ['openedBy', 'remaining', 'expiresAtMs'] as const;
    const lots = await pointsLots.select(reader, brandId, { openedBy: transactionIds }, { columns });
    const alive = lots.filter(({ expiresAtMs }) => expiresAtMs > reader.nowMs());
    return new Map(alive.map(({ openedBy, remaining }) => [openedBy, remaining]));
  }

  /** A balance with the instants at which it will change by itself. */
  async scheduleOf(
    reader: Reader,
    holder: PointsHolder,
    nowMs = reader.nowMs(),
  ): Promise<{ readonly balance: PointsBalance; readonly schedule: PointsSchedule }> {
    const lots = await this.queries.lotsAt(reader, holder, nowMs);
    return { balance: balanceAt(lots, nowMs), schedule: scheduleAt(lots, nowMs) };
  }

  /** Whether anything was ever posted in a brand. */
  async hasPostings(reader: Reader, brandId: number): Promise<boolean> {
    return (await ledgerTransactions.select(reader, brandId, {}, { columns: ['id'], limit: 1 })).length > 0;
  }

  /** As `balanceOf` of several owners who are one person, with the lots behind it, as the books stood at an instant. */
  async standing(reader: Reader, holders: PointsHolders, atMs: number): Promise<PointsStanding> {
    return standingAt(await this.asOf.history(reader, holders), atMs);
  }

  /** Earned since an instant, less what refunds took back. */
  earnedSince(reader: Reader, holder: PointsHolder, sinceMs: number): Promise<number> {
    return this.queries.earnedSince(reader, holder, sinceMs);
  }

  /**
   * Lines of the available balance as whoever has it reads them, newest posting first: what corrections moved to and fro
   * is one line, or none. Pages stay put while new postings arrive, because a page goes on below a version of the account.
   */
  async history(
    reader: Reader,
    holder: PointsHolder,
    below: number | null,
    limit: number,
  ): Promise<PointsPage> {
    const size = within(limit);
    const items: PointsMovement[] = [];
    for (let next = below; ;) {
      // One more tells that the page ends, and another one whether its correction does.
      const { rows, isLast } = await this.wholeCorrections(reader, holder, next, size - items.length + 2);
      for (const { line, fromVersion } of toldLines(rows, holder.ownerId)) {
        if (line && items.length === size) return { items, next };
        if (line) items.push(line);
        next = fromVersion;
      }
      if (isLast) return { items, next: null };
    }
  }

  /** Rows from below a version on, of the last of which no other posting of its correction is left behind. */
  private async wholeCorrections(
    reader: Reader,
    holder: PointsHolder,
    below: number | null,
    limit: number,
  ): Promise<{ readonly rows: MovementRow[]; readonly isLast: boolean }> {
    const rows: MovementRow[] = [];
    for (;;) {
      const from = rows.at(-1)?.accountVersion ?? below ?? Number.MAX_SAFE_INTEGER;
      const more = await this.queries.movementsBelow(reader, holder, from, limit);
      if (more.length < limit) return { rows: [...rows, ...more], isLast: true };
      // The last one tells only whether the correction before it goes on.
      appendTo(rows, more);
      const isWhole = rows.length > 1 && !isOfOneCorrection(rows.at(-2), rows.at(-1));
      if (isWhole) return { rows: rows.slice(0, -1), isLast: false };
    }
  }

  /** Every posting of the available balance, newest first. */
  async movements(
    reader: Reader,
    holder: PointsHolder,
    below: number | null,
    limit: number,
  ): Promise<PointsPage> {
    const size = within(limit);
    const rows = await this.queries.movementsBelow(
      reader,
      holder,
      below ?? Number.MAX_SAFE_INTEGER,
      size + 1,
    );
    const shown = rows.slice(0, size);
    const last = shown[shown.length - 1];
    return {
      items: shown.map(toMovement),
      next: rows.length > size && last ? last.accountVersion : null,
    };
  }

  /** Open lots behind a place, the one that expires first at the top. */
  async lotsOf(
    reader: Reader,
    holder: PointsHolder,
    after: LotPlace | null,
    limit: number,
  ): Promise<LotsPage> {
    const size = within(limit);
    const rows = await this.lotReads.openPage(reader, holder, after ?? FIRST, size + 1);
    const lots = rows.slice(0, size);
    const last = lots[lots.length - 1];
    return {
      lots,
      next: rows.length > size && last ? { expiresAtMs: last.expiresAtMs, id: last.id } : null,
    };
  }

  /** Credits that cannot be used yet, the newest at the top, as far as the limit. */
  pendingLots(reader: Reader, holder: PointsHolder, limit: number): Promise<ExplainedLotRow[]> {
    return this.lotReads.pendingLots(reader, holder, within(limit));
  }

  /** A lot from its opening to now; null when the brand has no such lot. */
  async lotStory(reader: Reader, brandId: number, lotId: number): Promise<LotStory | null> {
    const lot = await this.lotReads.lot(reader, brandId, lotId);
    return lot && { lot, moves: await this.lotReads.moves(reader, lotId) };
  }

  /**
   * Members whose points expire in (afterMs, untilMs], so many lots at a time, with all that expires of theirs in it. A
   * member may come up again on a later page.
   */
  async membersExpiring(
    reader: Reader,
    brandId: number,
    range: { readonly afterMs: number; readonly untilMs: number },
    place: ExpiringPlace | null,
    limit: number,
  ): Promise<{
    readonly members: readonly { customerId: number; points: number }[];
    readonly next: ExpiringPlace | null;
  }> {
    const from = place ?? { dueAtMs: range.afterMs, lotId: 0 };
    const lots = await this.expiring.lots(reader, brandId, range, from, limit);
    const last = lots[lots.length - 1];
    const ids = [...new Set(lots.map((lot) => lot.ownerId))];
    const sums = await this.expiring.sums(reader, brandId, ids, range);
    return {
      members: sums,
      next: last && lots.length === limit ? { dueAtMs: last.dueAtMs, lotId: last.id } : null,
    };
  }
}
