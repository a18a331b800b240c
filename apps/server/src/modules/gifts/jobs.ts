import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { job, reportOf, sweep } from '../../platform/jobs';
import { GiftOrders } from './orders.service';

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

  /** @returns a line for the page of jobs */
  async lapseDue(): Promise<string> {
    const lapsed = await sweep({
      due: (limit) => this.orders.due(limit),
      keyOf: ({ id }) => id,
      work: async ([row]) => (row && (await this.orders.lapse(row.brandId, row.id)) ? 1 : 0),
    });
    return reportOf({ lapsed });
  }
}
