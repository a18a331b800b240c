import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { job } from '../../platform/jobs';
import { GiftOrders } from './orders.service';

/** A run's worth, far more than come due in a minute. */
const PAGE = 2_000;

export const lapse = job({
  name: 'gifts.lapse',
  payload: z.null(),
  whenSwept: null,
  everyMs: 60_000,
  leaseMs: 10 * 60_000,
});

/**
 * Gives back what nobody collected in time. Only a record: whoever comes too late is refused by the clock, and the hold
 * lapses by itself at the same instant, whether or not this job has come by.
 */
@Injectable()
export class GiftJobs {
  constructor(private readonly orders: GiftOrders) {}

  /** One that fails is left for the next run and does not hold up the others. @returns a line for the page of jobs */
  async lapseDue(): Promise<string> {
    const faults: unknown[] = [];
    let lapsed = 0;
    for (const row of await this.orders.due(PAGE)) {
      try {
        if (await this.orders.lapse(row.brandId, row.id)) lapsed += 1;
      } catch (error) {
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
    return `${lapsed} lapsed`;
  }
}
