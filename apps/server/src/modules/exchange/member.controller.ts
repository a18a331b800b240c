import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type CustomerPrincipal } from '../../platform/http';
import { ExchangeOffers } from './offers.service';
import { Exchange } from './service';
import { memberOf } from '../points';

/** Points that members turn into points of another brand. */
@Controller()
export class ExchangeMemberController {
  constructor(
    private readonly offered: ExchangeOffers,
    private readonly exchanging: Exchange,
  ) {}

  @Serve(routes.exchangeOffers)
  offers(@Who() who: CustomerPrincipal) {
    return this.offered.offers(memberOf(who));
  }

  @Serve(routes.exchangePoints)
  exchange(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.exchangePoints>) {
    return this.exchanging.exchange(memberOf(who), body);
  }
}
