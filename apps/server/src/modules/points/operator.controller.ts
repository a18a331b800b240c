import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { SpendingSettings } from './settings.service';

/** The console's page of how points can be spent. */
@Controller()
export class PointsOperatorController {
  constructor(private readonly settings: SpendingSettings) {}

  @Serve(routes.spendingSettings)
  current(@Who() who: OperatorPrincipal) {
    return this.settings.current(who.brandId);
  }

  @Serve(routes.changeSpendingSettings)
  changeSettings(
    @Who() who: OperatorPrincipal,
    @Input() { body }: InputOf<typeof routes.changeSpendingSettings>,
  ) {
    return this.settings.change(who, body);
  }
}
