import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
  type Refusal,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GiftOrders } from './orders.service';
import type { NamedGiftOrderRow } from './orders.queries';
import { GiftPickups } from './pickups.service';
import { AvailableGifts } from './available.service';
import { guideOf } from '../points';
import { GiftViews } from './views';

/** A guide's own gifts for guide points, and handing gifts over at the counter. */
@Controller()
export class GiftsGuideController {
  constructor(
    private readonly available: AvailableGifts,
    private readonly orders: GiftOrders,
    private readonly pickups: GiftPickups,
    private readonly views: GiftViews,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.guideGifts)
  gifts(@Who() who: CustomerPrincipal) {
    return this.available.list(guideOf(who));
  }

  @Serve(routes.reserveGuideGift)
  async reserve(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.reserveGuideGift>) {
    const giftId = this.publicIds.decode('gft', body.giftId) ?? 0;
    return this.views.order(who.brandId, await this.orders.reserve(guideOf(who), giftId, body.key));
  }

  @Serve(routes.guideGiftOrders)
  myOrders(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.guideGiftOrders>) {
    return this.lists.answer(routes.guideGiftOrders, input, NEWEST_FIRST, async (page) => {
      const { items, next } = await this.orders.mine(guideOf(who), page);
      return { items: await this.views.orders(who.brandId, items), next };
    });
  }

  @Serve(routes.cancelGuideGiftOrder)
  async cancel(
    @Who() who: CustomerPrincipal,
    @Input() { params }: InputOf<typeof routes.cancelGuideGiftOrder>,
  ) {
    const orderId = this.publicIds.decode('gor', params.orderId) ?? 0;
    return this.views.order(who.brandId, await this.orders.cancel(guideOf(who), orderId));
  }

  @Serve(routes.previewGiftPickup)
  async preview(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.previewGiftPickup>) {
    return this.pickup(who, await this.pickups.preview(who, body.code));
  }

  @Serve(routes.collectGift)
  async collect(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.collectGift>) {
    return this.pickup(who, await this.pickups.collect(who, body.code, body.key));
  }

  @Serve(routes.guidePickups)
  handedOver(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.guidePickups>) {
    return this.lists.answer(routes.guidePickups, input, NEWEST_FIRST, async (page) => {
      const { items, next } = await this.pickups.handedOver(who, page);
      return { items: await this.views.pickups(who.brandId, items), next };
    });
  }

  private async pickup<R extends Refusal>(who: CustomerPrincipal, answer: Result<NamedGiftOrderRow, R>) {
    return answer.ok ? ok(await this.views.pickup(who.brandId, answer.value)) : answer;
  }
}
