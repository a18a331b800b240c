import { Injectable } from '@nestjs/common';
import { DAY_MS, fail, giftOrderLifecycle, ok, type Result } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { DIGITS, takeCode, type CodeKind } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import {
  pageOf,
  placeOfCreated,
  TOP,
  type ById,
  type Newest,
  type PageAsk,
  type RefusalOf,
  type RefuseOf,
} from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { runOnce } from '../../platform/run-once';
import { Outbox } from '../../platform/outbox';
import { BrandsService } from '../brands';
import { CustomersService } from '../members';
import { Holds, isLapsed, mustHold, mustSucceed } from '../ledger';
import { GiftOrdersQueries, type GiftOrderFilter, type NamedGiftOrderRow } from './orders.queries';
import { GiftNotices } from './notices';
import { GiftsQueries, type GiftRow } from './queries';
import { principalOf, PointsOwners, type AssetOwner, spendingSettings } from '../points';

/** Ten digits: short enough to type at the counter, too many to find one by trying. */
export const PICKUP_CODE: CodeKind = { alphabet: DIGITS, length: 10 };

export const holdKeyOf = (orderId: number): string => `gift:${orderId}`;

/**
 * Reserving gifts and giving them back. GIFTS-1: a reserved order holds its points and one piece of its gift's
 * stock, and whatever settles it settles all three in one transaction. Order of locks: customer, order, gift, accounts.
 */
@Injectable()
export class GiftOrders {
  constructor(
    private readonly outbox: Outbox,
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly gifts: GiftsQueries,
    private readonly orders: GiftOrdersQueries,
    private readonly owners: PointsOwners,
    private readonly customers: CustomersService,
    private readonly brands: BrandsService,
    private readonly holds: Holds,
    private readonly notices: GiftNotices,
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
    const order = await this.byId(owner.brandId, reserved.value.orderId);
    // What is kept under the key is the answer of then: reserved, with its code (INV-4).
    return ok({ ...order, state: 'reserved', settledAtMs: 0, storeId: 0 });
  }

  /** Newest first. */
  async mine(owner: AssetOwner, { after, limit }: PageAsk<Newest>) {
    return this.db.read(async (reader) => {
      const family = await this.owners.family(reader, owner);
      const { brandId, kind } = owner;
      const rows = await this.orders.ofOwner(reader, brandId, kind, family, after ?? TOP, limit + 1);
      return pageOf(rows, limit, placeOfCreated);
    });
  }

  /** Of all owners, newest first. */
  async latest(brandId: number, filter: GiftOrderFilter, { after, limit }: PageAsk<ById>) {
    const belowId = after?.id ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.db.read((reader) =>
      this.orders.latest(reader, brandId, filter, belowId, limit + 1),
    );
    return pageOf(rows, limit, ({ id }) => ({ id }));
  }

  /** The owner changes their mind: points and stock go back. Cancelling twice is cancelling once. */
  async cancel(
    owner: AssetOwner,
    orderId: number,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'cancelGiftOrder'>>> {
    return this.db.run(
      'gifts.cancel',
      async (tx): Promise<Result<NamedGiftOrderRow, RefusalOf<'cancelGiftOrder'>>> => {
        const today = await this.owners.lock(tx, owner);
        const order = await this.orders.byId(tx, owner.brandId, orderId);
        const family = await this.owners.family(tx, today);
        if (!order || order.ownerKind !== owner.kind || !family.includes(order.ownerId))
          return fail({ code: 'GIFT_ORDER_UNKNOWN' });
        if (await this.giveBack(tx, order, 'cancel')) return ok(await this.reread(tx, order));
        const settled = await this.reread(tx, order);
        if (settled.state === 'cancelled') return ok(settled);
        return fail({ code: 'GIFT_ORDER_SETTLED', state: settled.state });
      },
    );
  }

  /** Gives back what nobody collected in time. @returns false when it was settled meanwhile */
  async lapse(brandId: number, orderId: number): Promise<boolean> {
    return this.db.run('gifts.lapse', async (tx) => {
      const found = await this.orders.byId(tx, brandId, orderId);
      if (!found) return false;
      if (found.ownerKind === 'member') await this.customers.lock(tx, { id: brandId }, [found.ownerId]);
      if (!(await this.giveBack(tx, found, 'lapse'))) return false;
      await this.notices.lapsed(tx, found);
      return true;
    });
  }

  due(limit: number): Promise<Pick<NamedGiftOrderRow, 'id' | 'brandId'>[]> {
    return this.db.read((reader) => this.orders.due(reader, this.db.nowMs(), limit));
  }

  /** @throws when there is no such order */
  async byId(brandId: number, orderId: number): Promise<NamedGiftOrderRow> {
    const order = await this.db.read((reader) => this.orders.byId(reader, brandId, orderId));
    if (!order) throw new Error('An order of a gift vanished');
    return order;
  }

  private async reserveIn(
    tx: Tx,
    asked: AssetOwner,
    { giftId, key }: { readonly giftId: number; readonly key: string },
    refuse: RefuseOf<'reserveGift'>,
  ): Promise<{ orderId: number }> {
    const owner = await this.owners.lock(tx, asked);
    const orderKey = Buffer.from(`${principalOf(owner)}:${key}`);
    // The answer under a key is kept for some weeks, the order for ever.
    const earlier = await this.orders.byKey(tx, owner.brandId, orderKey);
    if (earlier)
      return earlier.giftId === giftId ? { orderId: earlier.id } : refuse('IDEMPOTENCY_KEY_REUSED');
    const gift = await this.takeStock(tx, owner, giftId, refuse);
    const brand = await this.brands.byId(tx, owner.brandId);
    const nowMs = this.db.nowMs();
    const expiresAtMs = nowMs + settingsOf(brand, spendingSettings).gifts.pickupDays * DAY_MS;
    const orderId = await this.insert(tx, owner, gift, { orderKey, nowMs, expiresAtMs });
    const hold = await this.holds.place(tx, {
      brandId: owner.brandId,
      key: holdKeyOf(orderId),
      owner: { kind: owner.kind, id: owner.id },
      asset: owner.asset,
      points: gift.points,
      purpose: 'gift',
      untilMs: expiresAtMs,
      explanation: { giftId, gift: gift.name, orderId },
    });
    await this.orders.setHold(tx, owner.brandId, orderId, mustHold(hold, refuse).id);
    return { orderId };
  }

  /** Takes one piece off the shelf; the limit is counted under the lock of the gift that this leaves behind. */
  private async takeStock(
    tx: Tx,
    owner: AssetOwner,
    giftId: number,
    refuse: RefuseOf<'reserveGift'>,
  ): Promise<GiftRow> {
    const isTaken = await this.gifts.stock.hold(tx, { brandId: owner.brandId, id: giftId });
    const gift = await this.gifts.byId(tx, owner.brandId, giftId);
    if (!gift || gift.state !== 'live' || gift.audience !== owner.kind) refuse('GIFT_UNKNOWN');
    const family = await this.owners.family(tx, owner);
    const mine =
      (await this.orders.countsOf(tx, owner.brandId, owner.kind, family, [giftId])).get(giftId) ?? 0;
    if (gift.limitEach > 0 && mine >= gift.limitEach)
      refuse('GIFT_LIMIT_REACHED', { limitEach: gift.limitEach });
    if (!isTaken) refuse('GIFT_SOLD_OUT');
    return gift;
  }

  private async insert(
    tx: Tx,
    owner: AssetOwner,
    gift: GiftRow,
    terms: { orderKey: Buffer; nowMs: number; expiresAtMs: number },
  ): Promise<number> {
    const id = this.db.nextId();
    await takeCode(PICKUP_CODE, (pickupCode) =>
      this.orders.insert(tx, {
        id,
        brandId: owner.brandId,
        giftId: gift.id,
        ownerKind: owner.kind,
        ownerId: owner.id,
        orderKey: terms.orderKey,
        points: gift.points,
        cashFen: gift.cashFen,
        holdId: 0,
        state: 'reserved',
        pickupCode,
        storeId: 0,
        createdAtMs: terms.nowMs,
        expiresAtMs: terms.expiresAtMs,
        settledAtMs: 0,
        settledBy: 0,
      }),
    );
    return id;
  }

  /** @returns false when the order was settled before */
  private async giveBack(tx: Tx, order: NamedGiftOrderRow, move: 'cancel' | 'lapse'): Promise<boolean> {
    const settledBy = move === 'cancel' ? order.ownerId : 0;
    const stamps = { settledAtMs: this.db.nowMs(), settledBy };
    if ((await this.orders.states.move(tx, order, move, stamps)).kind !== 'moved') return false;
    this.outbox.announce(tx, order.brandId, 'gift_orders.settled.v1', [order.id]);
    await this.gifts.stock.release(tx, { brandId: order.brandId, id: order.giftId });
    const key = holdKeyOf(order.id);
    const released = await this.holds.release(tx, {
      brandId: order.brandId,
      key,
      reason: giftOrderLifecycle.moves[move].to,
    });
    // The hold lapses by itself at the same instant: whoever touched the owner first has given the points back.
    if (!released.ok && isLapsed(released.error)) return true;
    mustSucceed(released);
    return true;
  }

  private async reread(tx: Tx, { brandId, id }: NamedGiftOrderRow): Promise<NamedGiftOrderRow> {
    const order = await this.orders.byId(tx, brandId, id);
    if (!order) throw new Error('An order of a gift vanished');
    return order;
  }
}
