import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { job, reportOf, sweep } from '../../platform/jobs';
import { Transfers } from './service';

export const lapse = job({
  name: 'transfers.lapse',
  payload: z.null(),
  whenSwept: null,
  everyMs: 60_000,
  leaseMs: 10 * 60_000,
});

/**
 * Gives back what nobody accepted in time. Only a record: whoever comes too late is refused by the clock, and the hold
 * lapses by itself at the same instant, whether or not this job has come by.
 */
@Injectable()
export class TransferJobs {
  constructor(private readonly transfers: Transfers) {}

  /** @returns a line for the page of jobs */
  async lapseDue(): Promise<string> {
    const lapsed = await sweep({
      due: (limit) => this.transfers.due(limit),
      keyOf: ({ id }) => id,
      work: async ([row]) => (row && (await this.transfers.lapse(row)) ? 1 : 0),
    });
    return reportOf({ lapsed });
  }
}
