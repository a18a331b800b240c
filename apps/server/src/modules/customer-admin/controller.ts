import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { BY_ID, Input, Lists, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { CUSTOMER_ORDER, TIMELINE_ORDER } from '../insights';
import { asBehind } from './behind-query';
import { CustomerListService } from './list.service';
import { CustomerOrderService } from './order.service';
import { CustomerPageService } from './page.service';

/** Customers as operators see them: lists and pages, limited to the stores of whoever looks. */
@Controller()
export class CustomerAdminController {
  constructor(
    private readonly list: CustomerListService,
    private readonly pages: CustomerPageService,
    private readonly orders: CustomerOrderService,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.customers)
  customers(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.customers>) {
    return this.lists.answer(routes.customers, input, CUSTOMER_ORDER, (page) =>
      this.list.list(who, input.body, page),
    );
  }

  @Serve(routes.customerFilters)
  customerFilters(@Who() who: OperatorPrincipal) {
    return this.list.filters(who);
  }

  @Serve(routes.customersBehind)
  customersBehind(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.customersBehind>) {
    const asked = asBehind(input.query);
    if (!asked.ok) return asked;
    return this.lists.answer(routes.customersBehind, input, BY_ID, (page) =>
      this.list.behind(who, asked.value, page),
    );
  }

  @Serve(routes.customer360)
  customer360(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.customer360>) {
    return this.pages.page(who, params.customerId);
  }

  @Serve(routes.customerOrder)
  customerOrder(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.customerOrder>) {
    return this.orders.order(who, params.orderId);
  }

  @Serve(routes.findOrder)
  findOrder(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.findOrder>) {
    return this.orders.find(who, body.number);
  }

  @Serve(routes.customerTimeline)
  customerTimeline(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.customerTimeline>) {
    return this.lists.answer(routes.customerTimeline, input, TIMELINE_ORDER, (page) =>
      this.pages.timeline(who, input.params.customerId, page, input.query.kinds?.split(',')),
    );
  }
}
