import { Injectable } from '@nestjs/common';
import { giftOrderLifecycle, type MoveOf } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Moved } from '../../platform/db/states';
import type { Tx } from '../../platform/db/statements';
import type { RefuseOf } from '../../platform/http';
import { Outbox } from '../../platform/outbox';
import { Holds, mustBeFree, mustSucceed } from '../ledger';
import { TouchesService } from '../touches';
import type { GiftOrderRow } from './entities';
import { orderStates, type NamedGiftOrderRow } from './orders.queries';
import { giftStock } from './queries';
import { giftCollected, giftLapsed } from './templates';

export const holdKeyOf = (orderId: number): string => `gift:${orderId}`;

const giftOf = ({ brandId, giftId }: GiftOrderRow) => ({ brandId, id: giftId });

/** How orders of gifts end, under the lock of their customer: the order, its piece of stock and its points together. */
@Injectable()
export class GiftOrderEnds {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly holds: Holds,
    private readonly touches: TouchesService,
  ) {}

  /** The points are redeemed in the guide's store. */
  async collect(
    tx: Tx,
    order: NamedGiftOrderRow,
    { guideId, storeId }: { readonly guideId: number; readonly storeId: number },
    refuse: RefuseOf<'collectGift'>,
  ): Promise<void> {
    const { id, brandId } = order;
    const moved = await this.move(tx, order, 'collect', {
      storeId,
      settledBy: guideId,
      handedBy: guideId,
      handedAtMs: this.db.nowMs(),
    });
    if (moved.kind === 'elsewhere') {
      if (moved.state === 'lapsed') refuse('GIFT_ORDER_LAPSED');
      refuse('GIFT_ORDER_SETTLED', { state: moved.state });
    }
    // Judged by time, not by whether the job has come by yet.
    if (this.db.nowMs() >= order.expiresAtMs) refuse('GIFT_ORDER_LAPSED');
    await giftStock.capture(tx, giftOf(order));
    const captured = await this.holds.capture(tx, {
      brandId,
      key: holdKeyOf(id),
      to: { kind: 'store', storeId },
      explanation: { giftId: order.giftId, gift: order.name, orderId: id },
    });
    if (!captured.ok && captured.error.code === 'HOLD_LAPSED') refuse('GIFT_ORDER_LAPSED');
    mustSucceed(captured);
    await this.tell(tx, order, giftCollected);
  }

  /** The owner gave it up, or time did. @returns false when the order was settled before */
  async giveBack(tx: Tx, order: NamedGiftOrderRow, move: 'cancel' | 'lapse'): Promise<boolean> {
    const settledBy = move === 'cancel' ? order.ownerId : 0;
    if ((await this.move(tx, order, move, { settledBy })).kind !== 'moved') return false;
    await giftStock.release(tx, giftOf(order));
    const { brandId, id } = order;
    const reason = giftOrderLifecycle.moves[move].to;
    mustBeFree(await this.holds.release(tx, { brandId, key: holdKeyOf(id), reason }));
    // Whoever cancels knows.
    if (move === 'lapse') await this.tell(tx, order, giftLapsed);
    return true;
  }

  /** A collected gift was brought back. @returns how many of its points had expired, or why it cannot be */
  async takeBack(
    tx: Tx,
    order: NamedGiftOrderRow,
    operatorId: number,
  ): Promise<Moved<GiftOrderRow['state']> & { readonly expired: number }> {
    const { brandId, id, points } = order;
    const moved = await this.move(tx, order, 'return', { settledBy: operatorId });
    if (moved.kind !== 'moved') return { ...moved, expired: 0 };
    await giftStock.restore(tx, giftOf(order));
    const key = `gift-back:${id}`;
    const back = { brandId, holdKey: holdKeyOf(id), key, points, occurredAtMs: this.db.nowMs() };
    const { expired } = mustSucceed(await this.holds.restore(tx, back));
    return { ...moved, expired };
  }

  private async move(
    tx: Tx,
    order: NamedGiftOrderRow,
    move: MoveOf<typeof giftOrderLifecycle>,
    stamps: Partial<GiftOrderRow>,
  ): Promise<Moved<GiftOrderRow['state']>> {
    const moved = await orderStates.move(tx, order, move, { ...stamps, settledAtMs: this.db.nowMs() });
    if (moved.kind === 'moved') this.outbox.announce(tx, order.brandId, 'gift_orders.settled.v1', [order.id]);
    return moved;
  }

  /** What members hear of their gifts. Guides see theirs in the workspace. */
  private async tell(
    tx: Tx,
    order: NamedGiftOrderRow,
    template: typeof giftCollected | typeof giftLapsed,
  ): Promise<void> {
    if (order.ownerKind !== 'member') return;
    await this.touches.queue(tx, {
      brandId: order.brandId,
      customerId: order.ownerId,
      template,
      key: `${template.code}:${order.id}`,
      values: { gift: order.name, points: String(order.points) },
    });
  }
}
