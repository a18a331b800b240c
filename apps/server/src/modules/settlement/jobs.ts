import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { job, Jobs } from '../../platform/jobs';
import { PayoutDriver } from './payout-driver';

const lookAtPayouts = job({
  name: 'settlement.payouts',
  payload: z.null(),
  whenSwept: null,
  everyMs: 15_000,
  leaseMs: 120_000,
});

/** Goes on with payouts whose answer is awaited, lost or overdue. */
@Injectable()
export class SettlementJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly driver: PayoutDriver,
  ) {}

  onModuleInit(): void {
    this.jobs.register(lookAtPayouts, async () => `${await this.driver.lookAtDue()} looked at`);
  }
}
