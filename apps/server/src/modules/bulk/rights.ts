import { Injectable } from '@nestjs/common';
import type { OperatorPermission } from '@liuliang/contract';
import type { Reader } from '../../platform/db/statements';
import { checkAccess, type OperatorPrincipal } from '../../platform/http';
import { OperatorsService } from '../identity';
import { entryCounts } from './bulk.queries';
import type { BulkActRow } from './entities';

const NEEDS: Readonly<Record<BulkActRow['asked']['deed']['kind'], OperatorPermission>> = {
  bind: 'guides.write',
  adjust: 'adjustments.request',
};

/** Who may do what: the permission of a single one is needed for many, when asking and while it is done. */
@Injectable()
export class BulkRights {
  constructor(private readonly operators: OperatorsService) {}

  /** @throws RefusalError FORBIDDEN */
  check(who: OperatorPrincipal, kind: keyof typeof NEEDS): void {
    checkAccess(`operator:${NEEDS[kind]}`, who);
  }

  /** Whoever asked, as they are now; null when they may not do this any more. */
  async ownerNow({ brandId, operatorId, asked }: BulkActRow): Promise<OperatorPrincipal | null> {
    const operator = await this.operators.byId(operatorId);
    if (!operator || operator.brandId !== brandId) return null;
    const permissions = new Set<string>(operator.permissions);
    if (!permissions.has('customers.read') || !permissions.has(NEEDS[asked.deed.kind])) return null;
    return {
      kind: 'operator',
      brandId,
      operatorId,
      sessionId: 0,
      permissions,
      storeScope: operator.storeScope,
    };
  }

  /** What the audit log says of an act: what, and to how many. */
  async detailOf(reader: Reader, act: BulkActRow): Promise<Record<string, string | number>> {
    const counts: Record<string, number> = {};
    for (const { state, people } of await entryCounts(reader, act))
      counts[state] = (counts[state] ?? 0) + people;
    const { deed } = act.asked;
    return deed.kind === 'adjust'
      ? { kind: deed.kind, asset: deed.asset, points: deed.points, ...counts }
      : { kind: deed.kind, ...counts };
  }
}
