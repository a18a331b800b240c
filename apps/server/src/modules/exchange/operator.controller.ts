import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { ExchangeRates } from './rates.service';

/** The console's page of what other brands' points are worth here. */
@Controller()
export class ExchangeOperatorController {
  constructor(private readonly exchangeRates: ExchangeRates) {}

  @Serve(routes.exchangeRates)
  rates(@Who() who: OperatorPrincipal) {
    return this.exchangeRates.rates(who.brandId);
  }

  @Serve(routes.setExchangeRate)
  setRate(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.setExchangeRate>) {
    return this.exchangeRates.setRate(who, body);
  }

  @Serve(routes.removeExchangeRate)
  removeRate(@Who() who: OperatorPrincipal, @Input() { body }: InputOf<typeof routes.removeExchangeRate>) {
    return this.exchangeRates.removeRate(who, body.fromBrand);
  }
}
