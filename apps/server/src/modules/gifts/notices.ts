import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/db/statements';
import { TouchesService } from '../touches';
import type { NamedGiftOrderRow } from './orders.queries';
import { giftCollected, giftLapsed } from './templates';

/** What members hear of their gifts. Guides see theirs in the workspace. */
@Injectable()
export class GiftNotices {
  constructor(private readonly touches: TouchesService) {}

  async collected(tx: Tx, order: NamedGiftOrderRow): Promise<void> {
    await this.tell(tx, order, giftCollected);
  }

  async lapsed(tx: Tx, order: NamedGiftOrderRow): Promise<void> {
    await this.tell(tx, order, giftLapsed);
  }

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
