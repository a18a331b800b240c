import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { fail, ok } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import {
  Input,
  Serve,
  Who,
  type CustomerPrincipal,
  type InputOf,
  type OperatorPrincipal,
} from '../../platform/http';
import { CustomersService } from '../members';
import { Avatars } from './service';

/** Pictures for the person themselves and for operators; guides are answered by their own area, which knows whom they may see. */
@Controller()
export class AvatarsController {
  constructor(
    private readonly db: Database,
    private readonly avatars: Avatars,
    private readonly customers: CustomersService,
  ) {}

  @Serve(routes.myAvatar)
  mine(@Who() who: CustomerPrincipal) {
    return this.avatars.of(who);
  }

  @Serve(routes.setMyAvatar)
  set(@Who() who: CustomerPrincipal, @Input() { body }: InputOf<typeof routes.setMyAvatar>) {
    return this.avatars.set(who, body.image);
  }

  @Serve(routes.removeMyAvatar)
  remove(@Who() who: CustomerPrincipal) {
    return this.avatars.forget(who);
  }

  @Serve(routes.customerAvatar)
  ofCustomer(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.customerAvatar>) {
    return this.db.read(async (reader) => {
      const person = await this.customers.visible(reader, who, params.customerId);
      if (!person) return fail({ code: 'CUSTOMER_UNKNOWN' as const });
      return ok(await this.avatars.view(reader, who.brandId, person.family));
    });
  }
}
