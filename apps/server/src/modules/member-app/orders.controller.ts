import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type InputOf,
  type CustomerPrincipal,
} from '../../platform/http';
import { MyOrdersService } from './orders.service';

/** What a member bought: `/members/me/orders` and below. */
@Controller()
export class MyOrdersController {
  constructor(
    private readonly orders: MyOrdersService,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.myOrders)
  list(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.myOrders>) {
    return this.lists.answer(routes.myOrders, input, NEWEST_FIRST, (page) => this.orders.page(who, page));
  }

  @Serve(routes.myOrder)
  async one(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.myOrder>) {
    const order = await this.orders.whole(who, params.orderId);
    return order ? ok(order) : fail({ code: 'ORDER_UNKNOWN' as const });
  }
}
