import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { ok, type Result } from '@liuliang/domain';
import { Input, Serve, Who, type CustomerPrincipal, type InputOf, type Refusal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Exchange } from './exchange.service';
import { GiftOrders } from './gift-orders.service';
import { GiftShelf } from './gift-shelf.service';
import type { NamedGiftOrderRow } from './gift-orders.store';
import { memberOf } from './takers';
import { Transfers } from './transfers.service';
import type { TransferRow } from './transfers.store';
import { SpendingViews } from './views';

/** What members do with their points: gifts, transfers to friends, exchange with other brands. */
@Controller()
export class SpendingMemberController {
  constructor(
    private readonly shelf: GiftShelf,
    private readonly orders: GiftOrders,
    private readonly transferring: Transfers,
    private readonly exchanging: Exchange,
    private readonly views: SpendingViews,
    private readonly publicIds: PublicIds,
  ) {}

  @Serve(routes.gifts)
  gifts(@Who() who: CustomerPrincipal) {
    return this.shelf.shelf(memberOf(who));
  }

  @Serve(routes.gift)
  gift(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.gift>) {
    return this.shelf.card(memberOf(who), params.giftId);
  }

  @Serve(routes.reserveGift)
  async reserve(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.reserveGift>) {
    const giftId = this.publicIds.decode('gft', body.giftId) ?? 0;
    return this.order(who, await this.orders.reserve(memberOf(who), giftId, body.key));
  }

  @Serve(routes.myGiftOrders)
  async myOrders(@Who() who: CustomerPrincipal, @Input() { query }: InputOf<typeof routes.myGiftOrders>) {
    const { shown, nextCursor } = await this.orders.mine(memberOf(who), query.cursor, query.limit);
    return { items: await this.views.orders(who.brandId, shown), nextCursor };
  }

  @Serve(routes.cancelGiftOrder)
  async cancel(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.cancelGiftOrder>) {
    const orderId = this.publicIds.decode('gor', params.orderId) ?? 0;
    return this.order(who, await this.orders.cancel(memberOf(who), orderId));
  }

  @Serve(routes.myTransfers)
  async transfers(@Who() who: CustomerPrincipal, @Input() { query }: InputOf<typeof routes.myTransfers>) {
    const mine = await this.transferring.mine(memberOf(who), query.cursor, query.limit);
    const items = await this.views.transfers(who.brandId, mine.family, mine.shown);
    return { rules: mine.rules, leftToday: mine.leftToday, items, nextCursor: mine.nextCursor };
  }

  @Serve(routes.sendPoints)
  async send(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.sendPoints>) {
    const sender = memberOf(who);
    return this.transfer(who, await this.transferring.send(sender, body));
  }

  @Serve(routes.previewTransfer)
  async preview(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.previewTransfer>) {
    return this.transfer(who, await this.transferring.preview(who.brandId, body.code));
  }

  @Serve(routes.acceptTransfer)
  async accept(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.acceptTransfer>) {
    return this.transfer(who, await this.transferring.accept(memberOf(who), body.code));
  }

  @Serve(routes.cancelTransfer)
  async cancelTransfer(
    @Who() who: CustomerPrincipal,
    @Input() { params }: InputOf<typeof routes.cancelTransfer>,
  ) {
    const transferId = this.publicIds.decode('trf', params.transferId) ?? 0;
    return this.transfer(who, await this.transferring.cancel(memberOf(who), transferId));
  }

  @Serve(routes.exchangeOffers)
  offers(@Who() who: CustomerPrincipal) {
    return this.exchanging.offers(memberOf(who));
  }

  @Serve(routes.exchangePoints)
  exchange(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.exchangePoints>) {
    return this.exchanging.exchange(memberOf(who), body);
  }

  private async order(who: CustomerPrincipal, answer: Result<NamedGiftOrderRow, Refusal>) {
    if (!answer.ok) return answer;
    const [order] = await this.views.orders(who.brandId, [answer.value]);
    return ok(order as NonNullable<typeof order>);
  }

  private async transfer(who: CustomerPrincipal, answer: Result<TransferRow, Refusal>) {
    if (!answer.ok) return answer;
    const family = await this.transferring.familyOf(memberOf(who));
    const [transfer] = await this.views.transfers(who.brandId, family, [answer.value]);
    return ok(transfer as NonNullable<typeof transfer>);
  }
}
