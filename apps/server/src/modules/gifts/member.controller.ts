import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { GiftOrders } from './orders.service';
import { AvailableGifts } from './available.service';
import { memberOf } from '../points';
import { GiftViews } from './views';

/** Gifts that members take for their points. */
@Controller()
export class GiftsMemberController {
  constructor(
    private readonly available: AvailableGifts,
    private readonly orders: GiftOrders,
    private readonly views: GiftViews,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.gifts)
  gifts(@Who() who: CustomerPrincipal) {
    return this.available.list(memberOf(who));
  }

  @Serve(routes.gift)
  gift(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.gift>) {
    return this.available.card(memberOf(who), params.giftId);
  }

  @Serve(routes.reserveGift)
  async reserve(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.reserveGift>) {
    const giftId = this.publicIds.decode('gft', body.giftId) ?? 0;
    return this.views.order(who.brandId, await this.orders.reserve(memberOf(who), giftId, body.key));
  }

  @Serve(routes.myGiftOrders)
  myOrders(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.myGiftOrders>) {
    return this.lists.answer(routes.myGiftOrders, input, NEWEST_FIRST, async (page) => {
      const { items, next } = await this.orders.mine(memberOf(who), page);
      return { items: await this.views.orders(who.brandId, items), next };
    });
  }

  @Serve(routes.cancelGiftOrder)
  async cancel(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.cancelGiftOrder>) {
    const orderId = this.publicIds.decode('gor', params.orderId) ?? 0;
    return this.views.order(who.brandId, await this.orders.cancel(memberOf(who), orderId));
  }
}
