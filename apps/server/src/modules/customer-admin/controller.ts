import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, parseDay } from '@liuliang/domain';
import { BY_ID, Input, Lists, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { CUSTOMER_ORDER, TIMELINE_ORDER } from '../insights';
import { CustomerListService } from './list.service';
import { CustomerOrderService } from './order.service';
import { CustomerPageService } from './page.service';

const isYes = (answer: 'yes' | 'no' | undefined): boolean | undefined => answer && answer === 'yes';

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
    const { query } = input;
    const [fromDay, toDay] = [parseDay(query.from), parseDay(query.to)];
    if (fromDay === null || toDay === null) return fail({ code: 'DAY_RANGE_INVALID' as const });
    const { channel, layerFrom, layerTo, bought, moved } = query;
    const [isAssetFrom, isAssetTo] = [isYes(query.assetFrom), isYes(query.assetTo)];
    const asked = { fromDay, toDay, channel, layerFrom, layerTo, bought, moved, isAssetFrom, isAssetTo };
    return this.lists.answer(routes.customersBehind, input, BY_ID, (page) =>
      this.list.behind(who, asked, page),
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

  @Serve(routes.customerTimeline)
  customerTimeline(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.customerTimeline>) {
    return this.lists.answer(routes.customerTimeline, input, TIMELINE_ORDER, (page) =>
      this.pages.timeline(who, input.params.customerId, page),
    );
  }
}
