import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Serve, Who, type CustomerPrincipal } from '../../platform/http';
import { TierScreens } from './screens.service';

@Controller()
export class MemberTierController {
  constructor(private readonly screens: TierScreens) {}

  @Serve(routes.myTier)
  mine(@Who() who: CustomerPrincipal) {
    return this.screens.mine(who);
  }
}
