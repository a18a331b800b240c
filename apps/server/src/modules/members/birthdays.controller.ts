import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type CustomerPrincipal, type InputOf } from '../../platform/http';
import { BirthdaysService } from './birthdays.service';

@Controller()
export class BirthdaysController {
  constructor(private readonly birthdays: BirthdaysService) {}

  @Serve(routes.myBirthday)
  mine(@Who() { brandId, person }: CustomerPrincipal) {
    return this.birthdays.view(brandId, person);
  }

  @Serve(routes.setMyBirthday)
  set(
    @Who() { brandId, person }: CustomerPrincipal,
    @Input() { body }: InputOf<typeof routes.setMyBirthday>,
  ) {
    return this.birthdays.set(brandId, person.customerId, body);
  }

  @Serve(routes.forgetMyBirthday)
  forget(@Who() { brandId, person }: CustomerPrincipal) {
    return this.birthdays.forget(brandId, person.customerId);
  }
}
