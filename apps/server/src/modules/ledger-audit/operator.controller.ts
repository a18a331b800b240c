import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type ReplyFor, type OperatorPrincipal } from '../../platform/http';
import { AuditService } from './audit.service';
import { LedgerProofs } from './proofs.service';

/** The proofs of the ledger for operators: audits and daily roots. */
@Controller()
export class LedgerAuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly proofs: LedgerProofs,
  ) {}

  @Serve(routes.ledgerAudits)
  audits(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerAudits>) {
    return this.proofs.audits(who.brandId, query.cursor, query.limit);
  }

  @Serve(routes.ledgerAudit)
  async ledgerAudit(@Who() who: OperatorPrincipal): Promise<ReplyFor<typeof routes.ledgerAudit>> {
    const { checks, ...report } = await this.audit.runFor(who.brandId, who.operatorId);
    return { ...report, checks: checks.map((check) => ({ ...check, faults: [...check.faults] })) };
  }

  @Serve(routes.ledgerRoots)
  roots(@Input() { query }: InputOf<typeof routes.ledgerRoots>) {
    return this.proofs.dailyRoots(query.cursor, query.limit);
  }
}
