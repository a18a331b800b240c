import { Injectable } from '@nestjs/common';
import { actorOf } from '../../platform/actor';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { OperatorPrincipal } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { adjustmentLimits } from './settings';

type Limits = (typeof adjustmentLimits)['defaults'];

/** From how many points a second person is needed. */
@Injectable()
export class AdjustmentSettings {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
  ) {}

  async current(brandId: number): Promise<Limits> {
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    return settingsOf(brand, adjustmentLimits);
  }

  async change(who: OperatorPrincipal, adjustments: Limits): Promise<Limits> {
    return this.db.run('adjustments.settings', async (tx) => {
      const changed = await this.brands.changeSettings(tx, who.brandId, adjustmentLimits, adjustments);
      await this.audit.record(tx, {
        brandId: who.brandId,
        actor: actorOf(who),
        action: 'adjustment.limits_changed',
        subject: 'adjustments',
        detail: { ...adjustments },
      });
      return changed;
    });
  }
}
