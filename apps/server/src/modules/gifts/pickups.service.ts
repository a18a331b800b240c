import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { readCode } from '../../platform/codes';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { CustomerPrincipal, OperatorPrincipal, RefusalOf, RefuseOf } from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { PublicIds } from '../../platform/ids';
import { runOnce } from '../../platform/run-once';
import { Outbox } from '../../platform/outbox';
import { AuditLog } from '../audit';
import { CustomersService } from '../members';
import { Holds, mustSucceed } from '../ledger';
import { GiftNotices } from './notices';
import { holdKeyOf, PICKUP_CODE } from './orders.service';
import { GiftOrdersQueries, type NamedGiftOrderRow } from './orders.queries';
import { GiftsQueries } from './queries';
import { guideOf, memberOf, PointsOwners } from '../points';

/** A code as typed; what cannot be one is nobody's. */
const typed = (code: string): string => readCode(PICKUP_CODE, code) ?? '';

/** Handing gifts over at a counter, and taking them back. */
@Injectable()
export class GiftPickups {
  constructor(
    private readonly outbox: Outbox,
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly gifts: GiftsQueries,
    private readonly orders: GiftOrdersQueries,
    private readonly owners: PointsOwners,
    private readonly customers: CustomersService,
    private readonly holds: Holds,
    private readonly notices: GiftNotices,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** What a code stands for, whatever became of it. */
  async preview(
    who: CustomerPrincipal,
    code: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'previewGiftPickup'>>> {
    const order = await this.db.read((reader) => this.orders.byCode(reader, who.brandId, typed(code)));
    return order ? ok(order) : fail({ code: 'PICKUP_CODE_UNKNOWN' });
  }

  /**
   * The guide hands a gift over: its points are redeemed in the guide's store. A code is good for one gift; the same
   * key again answers what was handed over then, so that a lost answer costs nobody a second gift.
   */
  async collect(
    who: CustomerPrincipal,
    code: string,
    key: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'collectGift'>>> {
    const guide = who.guide;
    if (!guide) throw new Error('A guide route was reached without a guide');
    const request = {
      principal: `guide:${guide.guideId}`,
      operation: 'gifts.collect',
      key,
      content: [typed(code)],
    };
    const collected = await runOnce(
      this.db,
      this.idempotency,
      request,
      async (tx, refuse: RefuseOf<'collectGift'>) => {
        const order = await this.orders.byCode(tx, who.brandId, typed(code));
        if (!order) refuse('PICKUP_CODE_UNKNOWN');
        if (await this.isOwn(tx, who, order)) refuse('GIFT_PICKUP_OWN');
        await this.redeem(tx, order, guide, refuse);
        return { orderId: order.id };
      },
    );
    if (!collected.ok) return collected;
    const { orderId } = collected.value;
    const order = await this.db.read((reader) => this.orders.byId(reader, who.brandId, orderId));
    if (!order) throw new Error('An order of a gift vanished');
    return ok(order);
  }

  /** A collected gift was brought back: stock and points are restored, the points into the lots they came from. */
  async takeBack(
    who: OperatorPrincipal,
    orderId: number,
    reason: string,
  ): Promise<Result<NamedGiftOrderRow, RefusalOf<'returnGift'>>> {
    const { brandId, operatorId } = who;
    return this.db.run(
      'gifts.takeBack',
      async (tx): Promise<Result<NamedGiftOrderRow, RefusalOf<'returnGift'>>> => {
        const order = await this.orders.byId(tx, brandId, orderId);
        if (!order) return fail({ code: 'GIFT_ORDER_UNKNOWN' });
        if (order.ownerKind === 'member') await this.customers.lock(tx, { id: brandId }, [order.ownerId]);
        const nowMs = this.db.nowMs();
        const stamps = { settledAtMs: nowMs, settledBy: operatorId };
        const moved = await this.orders.states.move(tx, order, 'return', stamps);
        if (moved.kind === 'elsewhere') return fail({ code: 'GIFT_ORDER_SETTLED', state: moved.state });
        this.outbox.announce(tx, order.brandId, 'gift_orders.settled.v1', [order.id]);
        await this.gifts.stock.restore(tx, { brandId, id: order.giftId });
        const restored = mustSucceed(
          await this.holds.restore(tx, {
            brandId,
            holdKey: holdKeyOf(orderId),
            key: `gift-back:${orderId}`,
            points: order.points,
            occurredAtMs: nowMs,
          }),
        );
        await this.audit.record(tx, {
          brandId,
          actor: actorOf({ operatorId }),
          action: 'gift.returned',
          subject: this.publicIds.encode('gor', orderId),
          detail: { reason, points: order.points, expired: restored.expired },
        });
        return ok({ ...order, state: 'returned', settledAtMs: nowMs });
      },
    );
  }

  private async redeem(
    tx: Tx,
    order: NamedGiftOrderRow,
    guide: { guideId: number; storeId: number },
    refuse: RefuseOf<'collectGift'>,
  ): Promise<void> {
    const { id, brandId, ownerKind, ownerId } = order;
    if (ownerKind === 'member') await this.customers.lock(tx, { id: brandId }, [ownerId]);
    const nowMs = this.db.nowMs();
    const stamps = { storeId: guide.storeId, settledAtMs: nowMs, settledBy: guide.guideId };
    const moved = await this.orders.states.move(tx, order, 'collect', stamps);
    if (moved.kind === 'elsewhere') {
      if (moved.state === 'lapsed') refuse('GIFT_ORDER_LAPSED');
      refuse('GIFT_ORDER_SETTLED', { state: moved.state });
    }
    this.outbox.announce(tx, brandId, 'gift_orders.settled.v1', [id]);
    // Judged by time, not by whether the job has come by yet.
    if (nowMs >= order.expiresAtMs) refuse('GIFT_ORDER_LAPSED');
    await this.gifts.stock.capture(tx, { brandId, id: order.giftId });
    const captured = await this.holds.capture(tx, {
      brandId,
      key: holdKeyOf(id),
      to: { kind: 'store', storeId: guide.storeId },
      explanation: { giftId: order.giftId, gift: order.name, orderId: id },
    });
    if (!captured.ok && captured.error.code === 'HOLD_LAPSED') refuse('GIFT_ORDER_LAPSED');
    mustSucceed(captured);
    await this.notices.collected(tx, order);
  }

  /** Nobody hands a gift to themselves: not a guide's own, and not what the guide took as a member. */
  private async isOwn(reader: Reader, who: CustomerPrincipal, order: NamedGiftOrderRow): Promise<boolean> {
    const self = order.ownerKind === 'guide' ? guideOf(who) : memberOf(who);
    return (await this.owners.family(reader, self)).includes(order.ownerId);
  }
}
