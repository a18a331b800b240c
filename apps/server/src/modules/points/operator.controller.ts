import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Input, Serve, Who, type InputOf, type OperatorPrincipal, type ReplyFor } from '../../platform/http';
import { AuditService } from './audit.service';
import { LedgerExplorer } from './explorer.service';
import { LedgerProofs } from './proofs.service';

/** The ledger for operators: walk it, and prove it. */
@Controller()
export class PointsOperatorController {
  constructor(
    private readonly audit: AuditService,
    private readonly proofs: LedgerProofs,
    private readonly explorer: LedgerExplorer,
  ) {}

  @Serve(routes.ledgerAccounts)
  accounts(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerAccounts>) {
    return this.explorer.accounts(who.brandId, query);
  }

  @Serve(routes.ledgerAccount)
  account(@Who() who: OperatorPrincipal, @Input() { params, query }: InputOf<typeof routes.ledgerAccount>) {
    return this.explorer.account(who.brandId, params.accountId, query);
  }

  @Serve(routes.ledgerTransaction)
  transaction(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.ledgerTransaction>) {
    return this.explorer.transaction(who.brandId, params.transactionId);
  }

  @Serve(routes.ledgerLots)
  lots(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerLots>) {
    return this.explorer.lots(who.brandId, query);
  }

  @Serve(routes.ledgerLot)
  lot(@Who() who: OperatorPrincipal, @Input() { params }: InputOf<typeof routes.ledgerLot>) {
    return this.explorer.lot(who.brandId, params.lotId);
  }

  @Serve(routes.ledgerHolds)
  holds(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerHolds>) {
    return this.explorer.holds(who.brandId, query);
  }

  @Serve(routes.ledgerExpiryForecast)
  expiry(@Who() who: OperatorPrincipal, @Input() { query }: InputOf<typeof routes.ledgerExpiryForecast>) {
    return this.explorer.expiryForecast(who.brandId, query.asset);
  }

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
