import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import {
  addressOf,
  Input,
  Lists,
  NEWEST_FIRST,
  RawRequest,
  Serve,
  Who,
  type InputOf,
  type OperatorPrincipal,
  type ServedRequest,
} from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Throttle, type GuessLimit } from '../../platform/throttle';
import type { AppFaultRow } from './entities';
import { AppFaults } from './service';

/** Of one address. An app tells of few faults and of each once; many phones may stand behind one address of a network. */
const REPORTS: GuessLimit = {
  name: 'app-faults',
  free: 30,
  firstMs: 10_000,
  maxMs: 600_000,
  forgetMs: 3_600_000,
};

@Controller()
export class AppFaultsController {
  constructor(
    private readonly faults: AppFaults,
    private readonly lists: Lists,
    private readonly publicIds: PublicIds,
    private readonly throttle: Throttle,
  ) {}

  @Serve(routes.reportAppFault)
  async report(
    @RawRequest() request: ServedRequest,
    @Input() { body: { brand, ...told } }: InputOf<typeof routes.reportAppFault>,
  ) {
    const passed = await this.throttle.pass(REPORTS, addressOf(request));
    return passed.ok ? this.faults.report(brand, told) : passed;
  }

  @Serve(routes.appFaults)
  all(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.appFaults>) {
    return this.lists.answer(routes.appFaults, input, NEWEST_FIRST, async (page) => {
      const { items, next } = await this.faults.list(who.brandId, page);
      return { items: items.map((row) => this.view(row)), next };
    });
  }

  private view({ id, brandId: _, day: __, ...fault }: AppFaultRow) {
    return { faultId: this.publicIds.encode('flt', id), ...fault };
  }
}
