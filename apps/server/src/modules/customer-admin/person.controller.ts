import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal } from '../../platform/http';
import { CustomerPersonService } from './person.service';

/** Export, erasure and merges of one customer. */
@Controller()
export class CustomerPersonController {
  constructor(private readonly persons: CustomerPersonService) {}

  @Serve(routes.exportCustomer)
  export(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.exportCustomer>) {
    return this.persons.export(who, params.customerId);
  }

  @Serve(routes.eraseCustomer)
  erase(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.eraseCustomer>) {
    return this.persons.erase(who, params.customerId);
  }

  @Serve(routes.mergeCustomers)
  merge(@Who() who: OperatorPrincipal, @Input() { params, body }: InputOf<typeof routes.mergeCustomers>) {
    return this.persons.merge(who, params.customerId, body.otherId);
  }

  @Serve(routes.unmergeCustomers)
  unmerge(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.unmergeCustomers>) {
    return this.persons.unmerge(who, params.customerId, params.mergeId);
  }
}
