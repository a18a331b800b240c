import { Injectable } from '@nestjs/common';
import type { PointsItem, PointsReason, routes } from '@liuliang/contract';
import {
  appendTo,
  dayOf,
  dayStartMs,
  formatDay,
  NEVER_MS,
  parseDay,
  usablePoints,
  type PointsBalance,
} from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { CustomerPrincipal, PageAsk, Place } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { OrderReads, type OrderView } from '../orders';
import {
  memberPoints,
  PointsReads,
  reasonOfLot,
  reasonOfMove,
  toldMoves,
  type LotMoveRow,
  type ExplainedLotRow,
  type MovementReason,
  type PointsHolder,
  type PointsMovement,
} from '../ledger';
import type { MovementsOfOrders } from './home.queries';
import { tellable } from './tellable';

type Who = Pick<CustomerPrincipal, 'brandId' | 'person'>;
type Reply<N extends keyof typeof routes> = z.input<(typeof routes)[N]['reply']>;
type Line = z.input<typeof PointsItem>;
type Reason = z.input<typeof PointsReason>;
type Lot = Reply<'pointsLots'>['items'][number];
type Move = Reply<'pointsLotStory'>['moves'][number];
type Orders = ReadonlyMap<number, OrderView>;
type PointsPage = Awaited<ReturnType<PointsReads['history']>>;
type LotsPage = Awaited<ReturnType<PointsReads['lotsOf']>>;
type LotStory = NonNullable<Awaited<ReturnType<PointsReads['lotStory']>>>;

/** More than any real customer has, little enough to answer at once. */
const EXPORTED_MAX = 5_000;
const EXPORTED_PAGE = 100;
/** Purchases within one return window. */
const PENDING_MAX = 50;

export const HISTORY_ORDER = ['version'] as const;
type HistoryPlace = Place<(typeof HISTORY_ORDER)[number]>;
export const LOT_ORDER = ['expiresAtMs', 'id'] as const;
type LotPlace = Place<(typeof LOT_ORDER)[number]>;

/** Puts together what a member sees of the own points: the figures from the ledger, the words about orders from orders. */
@Injectable()
export class PointsScreens {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly points: PointsReads,
    private readonly orders: OrderReads,
    private readonly publicIds: PublicIds,
  ) {}

  async history(who: Who, { after, limit }: PageAsk<HistoryPlace>) {
    return this.db.read(async (reader) => {
      const balance = await this.points.balanceOf(reader, holderOf(who));
      const page = await this.points.history(reader, holderOf(who), after?.version ?? null, limit);
      return {
        ...shownBalance(balance),
        items: this.lines(page.items, await this.ordersOf(reader, who.brandId, page.items)),
        next: page.next === null ? null : { version: page.next },
      };
    });
  }

  /** The first lines of a history, where one statement cannot tell them. */
  async latest(reader: Reader, holder: PointsHolder, limit: number): Promise<MovementsOfOrders> {
    const { items } = await this.points.history(reader, holder, null, limit);
    return { items, orders: await this.ordersOf(reader, holder.brandId, items) };
  }

  async overview(who: Who): Promise<Reply<'pointsOverview'>> {
    const serverNowMs = this.db.nowMs();
    return this.db.read(async (reader) => {
      const { timeZone } = await this.brands.byId(reader, who.brandId);
      const { balance, schedule } = await this.points.scheduleOf(reader, holderOf(who), serverNowMs);
      const newYearMs = yearStartMs(serverNowMs, timeZone);
      const waiting =
        balance.pending > 0 ? await this.points.pendingLots(reader, holderOf(who), PENDING_MAX) : [];
      const orders = await this.ordersOf(reader, who.brandId, waiting.map(reasonOfLot));
      return {
        serverNowMs,
        ...shownBalance(balance),
        pendingSchedule: [...schedule.pending],
        expiring: [...schedule.expiring],
        expiringNext: balance.expiringNext,
        pendingCredits: waiting.map((lot) => this.lot(lot, orders)),
        earnedThisYear: await this.points.earnedSince(reader, holderOf(who), newYearMs),
      };
    });
  }

  async lots(who: Who, { after, limit }: PageAsk<LotPlace>) {
    return this.db.read(async (reader) => {
      const { lots: all, next } = await this.points.lotsOf(reader, holderOf(who), after, limit);
      // A debt is no credit; what is owed is said beside the balance. So a page may be short.
      const lots = all.filter(({ amount }) => amount > 0);
      const orders = await this.ordersOf(reader, who.brandId, lots.map(reasonOfLot));
      return { items: lots.map((lot) => this.lot(lot, orders)), next };
    });
  }

  /** What a person may take along: every line with its reason, and every credit with what became of it. */
  async exported(reader: Reader, who: Who): Promise<{ history: Line[]; lots: Reply<'pointsLotStory'>[] }> {
    const holder = holderOf(who);
    const history: Line[] = [];
    let below: number | null = null;
    do {
      const page: PointsPage = await this.points.history(reader, holder, below, EXPORTED_PAGE);
      appendTo(history, this.lines(page.items, await this.ordersOf(reader, who.brandId, page.items)));
      below = page.next;
    } while (below !== null && history.length < EXPORTED_MAX);
    const lots: ExplainedLotRow[] = [];
    let after: LotPlace | null = null;
    do {
      const page: LotsPage = await this.points.lotsOf(reader, holder, after, EXPORTED_PAGE);
      appendTo(lots, page.lots);
      after = page.next;
    } while (after !== null && lots.length < EXPORTED_MAX);
    const stories: Reply<'pointsLotStory'>[] = [];
    for (const { id } of lots) {
      const story = await this.points.lotStory(reader, who.brandId, id);
      if (story) stories.push(await this.story(reader, who.brandId, story));
    }
    return { history, lots: stories };
  }

  /** Null for a lot that is not theirs, as for one that does not exist. */
  async lotStory(who: Who, lotId: string): Promise<Reply<'pointsLotStory'> | null> {
    const id = this.publicIds.decode('lot', lotId);
    if (id === null) return null;
    return this.db.read(async (reader) => {
      const story = await this.points.lotStory(reader, who.brandId, id);
      const isTheirs = story?.lot.ownerKind === 'member' && story.lot.ownerId === who.person.customerId;
      if (!story || !isTheirs) return null;
      return this.story(reader, who.brandId, story);
    });
  }

  private async story(reader: Reader, brandId: number, story: LotStory): Promise<Reply<'pointsLotStory'>> {
    const moves = toldMoves(story.moves);
    const reasons = [reasonOfLot(story.lot), ...moves.map(reasonOfMove)];
    const orders = await this.ordersOf(reader, brandId, reasons);
    return { lot: this.lot(story.lot, orders), moves: moves.map((move) => this.move(move, orders)) };
  }

  /** Movements with the words about their orders. */
  lines(movements: readonly PointsMovement[], orders: Orders): Line[] {
    return movements.map((movement) => ({
      id: this.publicIds.encode('ptx', movement.transactionId),
      kind: movement.kind,
      points: movement.points,
      balanceAfter: movement.balanceAfter,
      occurredAtMs: movement.occurredAtMs,
      reason: reasonIn(movement, orders),
    }));
  }

  private lot(lot: ExplainedLotRow, orders: Orders): Lot {
    return {
      id: this.publicIds.encode('lot', lot.id),
      points: lot.amount,
      pending: lot.pending,
      remaining: lot.remaining,
      held: lot.held,
      openedAtMs: lot.openedAtMs,
      activatesAtMs: lot.activatesAtMs === 0 ? null : lot.activatesAtMs,
      expiresAtMs: lot.expiresAtMs === NEVER_MS ? null : lot.expiresAtMs,
      isExpired: lot.expiresAtMs <= this.db.nowMs(),
      isCarriedOn: lot.carriedFrom !== 0,
      reason: reasonIn(reasonOfLot(lot), orders),
    };
  }

  private move(move: LotMoveRow, orders: Orders): Move {
    return {
      transactionId: this.publicIds.encode('ptx', move.transactionId),
      kind: move.kind,
      points: move.pendingChange + move.remainingChange,
      pendingAfter: move.pendingAfter,
      remainingAfter: move.remainingAfter,
      heldAfter: move.heldAfter,
      occurredAtMs: move.occurredAtMs,
      expiresToMs: move.expiresToMs || null,
      reason: reasonIn(reasonOfMove(move), orders),
    };
  }

  private ordersOf(reader: Reader, brandId: number, reasons: readonly MovementReason[]): Promise<Orders> {
    return this.orders.describe(reader, brandId, [
      ...new Set(reasons.flatMap(({ orderId }) => orderId ?? [])),
    ]);
  }
}

const holderOf = ({ brandId, person }: Who): PointsHolder =>
  memberPoints({ brandId, customerId: person.customerId });

const shownBalance = (balance: PointsBalance) => ({
  available: usablePoints(balance),
  pending: balance.pending,
  held: balance.held,
  debt: balance.debt,
});

/** 1 January of the year of an instant, in a zone. */
function yearStartMs(atMs: number, timeZone: string): number {
  const today = dayOf(atMs, timeZone);
  return dayStartMs(parseDay(`${formatDay(today).slice(0, 4)}-01-01`) ?? today, timeZone);
}

function reasonIn(
  { about, purpose, orderId, explanation, heardAtMs }: MovementReason,
  orders: Orders,
): Reason {
  const order = orderId === null ? undefined : orders.get(orderId);
  const version = explanation['ruleVersion'];
  return {
    about,
    purpose,
    orderId: order?.orderNumber ?? null,
    amountFen: order?.amountFen ?? null,
    channel: order?.channel ?? null,
    store: order?.storeName ?? null,
    rule: typeof version === 'number' ? `v${version}` : null,
    explanation: tellable(explanation),
    heardAtMs,
  };
}
