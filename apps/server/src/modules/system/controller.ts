import { Controller, Inject } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import type { Clock } from '../../platform/clock';
import { Database } from '../../platform/db/database';
import { Serve, Who, type OperatorPrincipal } from '../../platform/http';
import { Jobs } from '../../platform/jobs';
import { Outbox } from '../../platform/outbox';
import { CLOCK } from '../../platform/tokens';
import { TouchesService } from '../touches';

const VERSION = '0.1.0';

/** What runs underneath, for the operator who wonders why a message is late. */
@Controller()
export class SystemController {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly outbox: Outbox,
    private readonly touches: TouchesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serve(routes.systemStatus)
  async status(@Who() who: OperatorPrincipal) {
    const { count, oldestAtMs } = await this.outbox.waiting();
    return {
      engine: this.db.engine,
      queue: this.jobs.driver.kind,
      version: VERSION,
      outbox: {
        waiting: count,
        oldestAgeMs: oldestAtMs === null ? null : Math.max(0, this.clock.nowMs() - oldestAtMs),
      },
      touches: await this.db.read((reader) => this.touches.byState(reader, who.brandId)),
      jobs: await this.jobs.statuses(),
    };
  }
}
