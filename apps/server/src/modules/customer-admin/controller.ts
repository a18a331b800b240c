import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, parseDay } from '@liuliang/domain';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { CustomerListService } from './list.service';
import { CustomerPageService } from './page.service';

const isYes = (answer: 'yes' | 'no' | undefined): boolean | undefined => answer && answer === 'yes';

/** Customers as operators see them: lists and pages, limited to the stores of whoever looks. */
@Controller()
export class CustomerAdminController {
  constructor(
    private readonly lists: CustomerListService,
    private readonly pages: CustomerPageService,
  ) {}

  @Serve(routes.customers)
  customers(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.customers>) {
    return this.lists.list(who, body);
  }

  @Serve(routes.customersBehind)
  customersBehind(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.customersBehind>) {
    const [fromDay, toDay] = [parseDay(query.from), parseDay(query.to)];
    if (fromDay === null || toDay === null) return fail({ code: 'DAY_RANGE_INVALID' as const });
    const { channel, layerFrom, layerTo, bought, moved, cursor, limit } = query;
    const [isAssetFrom, isAssetTo] = [isYes(query.assetFrom), isYes(query.assetTo)];
    const days = { fromDay, toDay, channel, cursor, limit };
    return this.lists.behind(who, { ...days, layerFrom, layerTo, bought, moved, isAssetFrom, isAssetTo });
  }

  @Serve(routes.customer360)
  customer360(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.customer360>) {
    return this.pages.page(who, params.customerId);
  }

  @Serve(routes.customerTimeline)
  customerTimeline(
    @Who() who: OperatorPrincipal,
    @Input() { params, query }: InputOf<typeof routes.customerTimeline>,
  ) {
    return this.pages.timeline(who, params.customerId, query.cursor, query.limit);
  }
}
