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
import { TIMELINE_ORDER } from '../insights';
import { MyCustomersService } from './my-customers.service';
import { WorkspaceService } from './workspace.service';

@Controller()
export class GuidesController {
  constructor(
    private readonly workspace: WorkspaceService,
    private readonly mine: MyCustomersService,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.guideHome)
  home(@Who() who: CustomerPrincipal) {
    return this.workspace.home(who);
  }

  @Serve(routes.scanMemberCode)
  scan(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.scanMemberCode>) {
    return this.workspace.scan(who, body.code);
  }

  @Serve(routes.guideCustomers)
  customers(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.guideCustomers>) {
    return this.lists.answer(routes.guideCustomers, input, NEWEST_FIRST, (page) =>
      this.mine.list(who, input.body, page),
    );
  }

  @Serve(routes.guideCustomer)
  customer(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.guideCustomer>) {
    return this.workspace.card(who, params.customerId);
  }

  @Serve(routes.guideCustomerAvatar)
  avatar(@Who() who: CustomerPrincipal, @Input() { params }: InputOf<typeof routes.guideCustomerAvatar>) {
    return this.workspace.avatar(who, params.customerId);
  }

  @Serve(routes.guideCustomerTimeline)
  timeline(@Who() who: CustomerPrincipal, @Input() input: InputOf<typeof routes.guideCustomerTimeline>) {
    return this.lists.answer(routes.guideCustomerTimeline, input, TIMELINE_ORDER, (page) =>
      this.workspace.timeline(who, input.params.customerId, page, input.query.kinds?.split(',')),
    );
  }
}
