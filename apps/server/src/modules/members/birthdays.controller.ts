import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type CustomerPrincipal, type InputOf } from '../../platform/http';
import { BirthdaysService } from './birthdays.service';

@Controller()
export class BirthdaysController {
  constructor(private readonly birthdays: BirthdaysService) {}

  @Serve(routes.myBirthday)
  mine(@Who() { brandId, customerId }: CustomerPrincipal) {
    return this.birthdays.view({ id: brandId }, customerId);
  }

  @Serve(routes.setMyBirthday)
  set(
    @Who() { brandId, customerId }: CustomerPrincipal,
    @Input() { body }: InputOf<typeof routes.setMyBirthday>,
  ) {
    return this.birthdays.set({ id: brandId }, customerId, body);
  }

  @Serve(routes.forgetMyBirthday)
  forget(@Who() { brandId, customerId }: CustomerPrincipal) {
    return this.birthdays.forget({ id: brandId }, customerId);
  }
}
