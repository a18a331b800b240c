import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { job, Jobs } from '../../platform/jobs';
import { GiftOrders } from './gift-orders.service';
import { Transfers } from './transfers.service';

/** A run's worth, far more than come due in a minute. */
const PAGE = 2_000;

const lapse = job({
  name: 'spending.lapse',
  payload: z.null(),
  whenSwept: null,
  everyMs: 60_000,
  leaseMs: 10 * 60_000,
});

/**
 * Gives back what nobody collected or accepted in time. Only a record: whoever comes too late is refused by the clock,
 * and the hold lapses by itself at the same instant, whether or not this job has come by.
 */
@Injectable()
export class Lapses implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly gifts: GiftOrders,
    private readonly transfers: Transfers,
  ) {}

  onModuleInit(): void {
    this.jobs.register(lapse, () => this.lapseDue());
  }

  /** One that fails is left for the next run and does not hold up the others. @returns a line for the page of jobs */
  async lapseDue(): Promise<string> {
    const faults: unknown[] = [];
    const attempt = async (lapse: () => Promise<boolean>): Promise<number> => {
      try {
        return (await lapse()) ? 1 : 0;
      } catch (error) {
        faults.push(error);
        return 0;
      }
    };
    let gifts = 0;
    for (const { id, brand_id } of await this.gifts.due(PAGE))
      gifts += await attempt(() => this.gifts.lapse(brand_id, id));
    let transfers = 0;
    for (const row of await this.transfers.due(PAGE))
      transfers += await attempt(() => this.transfers.lapse(row));
    if (faults.length > 0) throw faults[0];
    return `${gifts} gifts, ${transfers} transfers`;
  }
}
