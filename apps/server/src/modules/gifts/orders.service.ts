import { Injectable } from '@nestjs/common';
import { DAY_MS, fail, ok, type Result } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import {
  pageOf,
  placeOfCreated,
  type ById,
  type Newest,
  type PageAsk,
  type RefusalOf,
  type RefuseOf,
} from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { runOnce, sameRequest } from '../../platform/run-once';
import { BrandsService } from '../brands';
import { Holds, mustHold, pointsHolds } from '../ledger';
import { principalOf, PointsOwners, type AssetOwner, spendingSettings } from '../points';
import { GiftOrderEnds, holdKeyOf } from './ends.service';
import { giftOrders, gifts, type GiftOrderRow, type GiftRow } from './entities';
import {
  countOfOrders,
  knownOrder,
  latestOrders,
  orderById,
  ordersOfOwner,
  type GiftOrderFilter,
  type NamedGiftOrderRow,
} from './orders.queries';
import { PickupCodes } from './pickup-codes';
import { giftStock } from './queries';

/** An order with the transactions of its points; 0: there is none. */
export interface SettledOrder {
  readonly order: NamedGiftOrderRow;
  readonly heldBy: number;
  readonly settledBy: number;
}

type OrderRef = Pick<GiftOrderRow, 'id' | 'brandId'>;

/**
 * Reserving gifts and giving them back. GIFTS-1: a reserved order holds its points and one piece of its gift's
 * stock, and whatever settles it settles all three in one transaction. Order of locks: customer, order, gift, accounts.
 */
@Injectable()
export class GiftOrders {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly owners: PointsOwners,
    private readonly brands: BrandsService,
    private readonly holds: Holds,
    private readonly ends: GiftOrderEnds,
    private readonly codes: PickupCodes,
  ) {}

  /** Holds points and stock for a gift. The same key again answers the same order. */
  async reserve(
    owner: AssetOwner,
    giftId: number,
    key: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'reserveGift'>>> {
    const request = { principal: principalOf(owner), operation: 'gifts.reserve', key, content: [giftId] };
    const reserved = await runOnce(
      this.db,
      this.idempotency,
      request,
      async (tx, refuse: RefuseOf<'reserveGift'>) => this.reserveIn(tx, owner, { giftId, key }, refuse),
    );
    if (!reserved.ok) return reserved;
    const { orderId } = reserved.value;
    const order = await this.db.read((reader) => knownOrder(reader, owner.brandId, orderId));
    // What is kept under the key is the answer of then: reserved, with its code (INV-4).
    return ok({ ...order, state: 'reserved', settledAtMs: 0, storeId: 0 });
  }

  /** Newest first. */
  async mine(owner: AssetOwner, page: PageAsk<Newest>) {
    return this.db.read(async (reader) => {
      const { brandId, kind, family } = owner;
      const rows = await ordersOfOwner(reader, brandId, kind, family, page);
      return pageOf(rows, page.limit, placeOfCreated);
    });
  }

  /** Of all owners, newest first. */
  async latest(brandId: number, filter: GiftOrderFilter, page: PageAsk<ById>) {
    const rows = await this.db.read((reader) => latestOrders(reader, brandId, filter, page));
    return pageOf(rows, page.limit, ({ id }) => ({ id }));
  }

  /** One of the brand's orders with the transactions that set its points aside and settled them. */
  async one(brandId: number, orderId: number): Promise<Result<SettledOrder, RefusalOf<'giftOrder'>>> {
    return this.db.read(async (reader): Promise<Result<SettledOrder, RefusalOf<'giftOrder'>>> => {
      const order = await orderById(reader, brandId, orderId);
      if (!order) return fail({ code: 'GIFT_ORDER_UNKNOWN' });
      const columns = ['heldBy', 'settledBy'] as const;
      const hold = await pointsHolds.one(reader, brandId, { id: order.holdId }, { columns });
      return ok({ order, heldBy: hold?.heldBy ?? 0, settledBy: hold?.settledBy ?? 0 });
    });
  }

  /** The owner changes their mind: points and stock go back. Cancelling twice is cancelling once. */
  async cancel(
    owner: AssetOwner,
    orderId: number,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'cancelGiftOrder'>>> {
    return this.db.run('gifts.cancel', async (tx) => {
      const today = await this.owners.lock(tx, owner);
      const order = await orderById(tx, owner.brandId, orderId);
      if (!order || order.ownerKind !== owner.kind || !today.family.includes(order.ownerId))
        return fail({ code: 'GIFT_ORDER_UNKNOWN' });
      const isGivenBack = await this.ends.giveBack(tx, order, 'cancel');
      const settled = await knownOrder(tx, owner.brandId, orderId);
      if (isGivenBack || settled.state === 'cancelled') return ok(settled);
      return fail({ code: 'GIFT_ORDER_SETTLED', state: settled.state });
    });
  }

  /** Gives back what nobody collected in time. @returns false when it was settled meanwhile */
  async lapse({ brandId, id }: OrderRef): Promise<boolean> {
    return this.db.run('gifts.lapse', async (tx) => {
      const found = await knownOrder(tx, brandId, id);
      await this.owners.lock(tx, { brandId, kind: found.ownerKind, id: found.ownerId });
      return this.ends.giveBack(tx, found, 'lapse');
    });
  }

  due(limit: number): Promise<OrderRef[]> {
    const all = giftOrders.acrossBrands('the sweeper lets go of whatever was not collected in time');
    const late = ['expires_at_ms <= ?', this.db.nowMs()] as const;
    const reading = { columns: ['id', 'brandId'] as const, and: late, order: 'expires_at_ms', limit };
    return this.db.read((reader) => all.select(reader, { state: 'reserved' }, reading));
  }

  private async reserveIn(
    tx: Tx,
    asked: AssetOwner,
    { giftId, key }: { readonly giftId: number; readonly key: string },
    refuse: RefuseOf<'reserveGift'>,
  ): Promise<{ orderId: number }> {
    const owner = await this.owners.lock(tx, asked);
    const { brandId } = owner;
    const orderKey = Buffer.from(`${principalOf(owner)}:${key}`);
    const earlier = sameRequest(await giftOrders.one(tx, brandId, { orderKey }), { giftId }, refuse);
    if (earlier) return { orderId: earlier.id };
    const gift = await this.takeStock(tx, owner, giftId, refuse);
    const { pickupDays } = settingsOf(await this.brands.byId(tx, brandId), spendingSettings).gifts;
    const orderId = tx.nextId();
    const order = {
      id: orderId,
      brandId,
      giftId,
      ownerKind: owner.kind,
      ownerId: owner.id,
      orderKey,
      points: gift.points,
      cashFen: gift.cashFen,
      state: 'reserved',
      createdAtMs: tx.nowMs(),
    } as const;
    const { expiresAtMs } = await this.codes.take(tx, order, pickupDays * DAY_MS, (taken) =>
      giftOrders.insertNew(tx, { ...order, ...taken }),
    );
    const hold = await this.holds.place(tx, {
      brandId,
      key: holdKeyOf(orderId),
      owner: { kind: owner.kind, id: owner.id },
      asset: owner.asset,
      points: gift.points,
      purpose: 'gift',
      untilMs: expiresAtMs,
      explanation: { giftId, gift: gift.name, orderId },
    });
    await giftOrders.set(tx, brandId, { id: orderId }, { holdId: mustHold(hold, refuse).id });
    return { orderId };
  }

  /** Takes one piece off the shelf; the limit is counted under the lock of the gift that this leaves behind. */
  private async takeStock(
    tx: Tx,
    owner: AssetOwner,
    giftId: number,
    refuse: RefuseOf<'reserveGift'>,
  ): Promise<GiftRow> {
    const { brandId, kind, family } = owner;
    const isTaken = await giftStock.hold(tx, { brandId, id: giftId });
    const gift = await gifts.one(tx, brandId, { id: giftId });
    if (!gift || gift.state !== 'live' || gift.audience !== kind) refuse('GIFT_UNKNOWN');
    const mine = await countOfOrders(tx, brandId, kind, family, giftId);
    if (gift.limitEach > 0 && mine >= gift.limitEach)
      refuse('GIFT_LIMIT_REACHED', { limitEach: gift.limitEach });
    if (!isTaken) refuse('GIFT_SOLD_OUT');
    return gift;
  }
}
