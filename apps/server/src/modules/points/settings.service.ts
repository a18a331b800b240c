import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import type { OperatorPrincipal } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService, type SpendingConfig } from '../brands';

/** How points can be spent. Every change is in the audit log. */
@Injectable()
export class SpendingSettings {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
  ) {}

  async current(brandId: number): Promise<SpendingConfig> {
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    return brand.config.spending;
  }

  async change(who: OperatorPrincipal, spending: SpendingConfig): Promise<SpendingConfig> {
    return this.db.run('spending.settings', async (tx) => {
      const { orders, gifts, transfers } = spending;
      const changed = await this.brands.changeConfig(tx, who.brandId, { spending });
      await this.audit.record(tx, {
        brandId: who.brandId,
        actorKind: 'operator',
        actorId: who.operatorId,
        action: 'spending.settings_changed',
        subject: 'spending',
        detail: {
          orders: orders.enabled,
          fenPer100Points: orders.fenPer100Points,
          maxPercent: orders.maxPercent,
          pickupDays: gifts.pickupDays,
          transfers: transfers.enabled,
          transferDayLimit: transfers.dayLimit,
        },
      });
      return changed.spending;
    });
  }
}
