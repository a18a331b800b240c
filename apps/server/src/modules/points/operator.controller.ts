import { Controller } from '@nestjs/common';
import { routes } from '@liuliang/contract';
import { Serve, Who, type OperatorPrincipal, type ReplyFor } from '../../platform/http';
import { AuditService } from './audit.service';

@Controller()
export class PointsOperatorController {
  constructor(private readonly audit: AuditService) {}

  @Serve(routes.ledgerAudit)
  async ledgerAudit(@Who() who: OperatorPrincipal): Promise<ReplyFor<typeof routes.ledgerAudit>> {
    const { checks, ...report } = await this.audit.runFor(who.brandId, who.operatorId);
    return { ...report, checks: checks.map((check) => ({ ...check, faults: [...check.faults] })) };
  }
}
