import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import {
  Input,
  Lists,
  NEWEST_FIRST,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
} from '../../platform/http';
import { WaitingRefunds } from './waiting.service';

/** What operators read of orders that are missing. */
@Controller()
export class WaitingRefundsController {
  constructor(
    private readonly waiting: WaitingRefunds,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.waitingRefunds)
  waitingRefunds(
    @Who() { brandId }: OperatorPrincipal,
    @Input() input: InputOf<typeof routes.waitingRefunds>,
  ) {
    return this.lists.answer(routes.waitingRefunds, input, NEWEST_FIRST, (page) =>
      this.waiting.page(brandId, page),
    );
  }
}
