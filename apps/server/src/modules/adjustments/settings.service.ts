import { Injectable } from '@nestjs/common';
import type { Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { OperatorPrincipal, RefusalOf } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { Limits } from '../limits';
import { adjustmentLimits } from './settings';

type AdjustmentLimits = (typeof adjustmentLimits)['defaults'];

/** From how many points a second person is needed. */
@Injectable()
export class AdjustmentSettings {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
    private readonly limits: Limits,
  ) {}

  async current(brandId: number): Promise<AdjustmentLimits> {
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    return settingsOf(brand, adjustmentLimits);
  }

  /** A stricter limit counts at once, a looser one is asked for. @returns what is in force now */
  async change(
    who: OperatorPrincipal,
    adjustments: AdjustmentLimits,
  ): Promise<Result<AdjustmentLimits, RefusalOf<'changeAdjustmentSettings'>>> {
    return this.db.run('adjustments.settings', async (tx) => {
      const changed = await this.limits.change(tx, who, adjustmentLimits, adjustments);
      if (!changed.ok) return changed;
      await this.audit.record(tx, {
        brandId: who.brandId,
        actor: actorOf(who),
        action: 'adjustment.limits_changed',
        subject: 'adjustments',
        detail: { ...changed.value },
      });
      return changed;
    });
  }
}
