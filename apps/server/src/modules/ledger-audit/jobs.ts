import { Injectable } from '@nestjs/common';
import { sweepJob } from '../../platform/jobs';
import { AuditService } from './audit.service';
import { LedgerRoots } from './roots';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export const root = sweepJob({
  name: 'ledger.root',
  everyMs: 10 * MINUTE_MS,
  leaseMs: 5 * MINUTE_MS,
});

export const nightly = sweepJob({
  name: 'ledger.audit',
  everyMs: DAY_MS,
  leaseMs: 60 * MINUTE_MS,
});

/** The daily root and the nightly audit. */
@Injectable()
export class LedgerAuditJobs {
  constructor(
    private readonly roots: LedgerRoots,
    private readonly audit: AuditService,
  ) {}

  async makeRoot(): Promise<string> {
    return `${(await this.roots.make()) ? 1 : 0} made`;
  }

  async proveAll(): Promise<string> {
    const { checks } = await this.audit.runNightly();
    const failed = checks.filter((check) => !check.ok).length;
    return failed === 0 ? `${checks.length} checked` : `${checks.length} checked, ${failed} failed`;
  }
}
