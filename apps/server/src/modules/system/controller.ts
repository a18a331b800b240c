import { Controller } from '@nestjs/common';
import { JobCount, routes } from '@liuliang/contract';
import { Database } from '../../platform/db/database';
import { Serve, Who, type OperatorPrincipal } from '../../platform/http';
import { Jobs } from '../../platform/jobs';
import { Outbox } from '../../platform/outbox';
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
        oldestAgeMs: oldestAtMs === null ? null : Math.max(0, this.db.nowMs() - oldestAtMs),
      },
      touches: await this.db.read((reader) => this.touches.byState(reader, who.brandId)),
      jobs: (await this.jobs.statuses()).map((job) => ({
        ...job,
        lastResult: job.lastResult === null ? null : countsOf(job.lastResult),
      })),
    };
  }
}

/** Takes a report apart: `3 removed, 1 failed`. Null for what counts nothing known: `busy`, or another release's words. */
function countsOf(report: string) {
  const counts = report.split(', ').flatMap((part) => {
    const [, count, word] = /^(\d+) (.+)$/.exec(part) ?? [];
    const what = JobCount.safeParse(word);
    return count !== undefined && what.success ? [{ what: what.data, count: Number(count) }] : [];
  });
  return counts.length === report.split(', ').length ? counts : null;
}
