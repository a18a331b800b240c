import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import {
  BY_ID,
  Input,
  Lists,
  Serve,
  Who,
  type InputOf,
  type ReplyFor,
  type OperatorPrincipal,
} from '../../platform/http';
import { AuditService } from './audit.service';
import { LedgerProofs, ROOT_ORDER } from './proofs.service';

/** The proofs of the ledger for operators: audits and daily roots. */
@Controller()
export class LedgerAuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly proofs: LedgerProofs,
    private readonly lists: Lists,
  ) {}

  @Serve(routes.ledgerAudits)
  audits(@Who() who: OperatorPrincipal, @Input() input: InputOf<typeof routes.ledgerAudits>) {
    return this.lists.answer(routes.ledgerAudits, input, BY_ID, (page) =>
      this.proofs.audits(who.brandId, page),
    );
  }

  @Serve(routes.ledgerAudit)
  async ledgerAudit(@Who() who: OperatorPrincipal): Promise<ReplyFor<typeof routes.ledgerAudit>> {
    const { ok, ranAtMs, checks } = await this.audit.runFor(who.brandId, who.operatorId);
    return { ok, ranAtMs, checks: checks.map((check) => ({ ...check, faults: [...check.faults] })) };
  }

  @Serve(routes.ledgerRoots)
  roots(@Input() input: InputOf<typeof routes.ledgerRoots>) {
    return this.lists.answer(routes.ledgerRoots, input, ROOT_ORDER, (page) => this.proofs.dailyRoots(page));
  }
}
