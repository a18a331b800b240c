import { Injectable } from '@nestjs/common';
import { actorOf } from '../../platform/actor';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { OperatorPrincipal } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { spendingSettings, type SpendingRules } from './settings';

/** How points can be spent. Every change is in the audit log. */
@Injectable()
export class SpendingSettings {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
  ) {}

  async current(brandId: number): Promise<SpendingRules> {
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    return settingsOf(brand, spendingSettings);
  }

  async change(who: OperatorPrincipal, spending: SpendingRules): Promise<SpendingRules> {
    return this.db.run('spending.settings', async (tx) => {
      const { orders, gifts, transfers } = spending;
      const changed = await this.brands.changeSettings(tx, who.brandId, spendingSettings, spending);
      await this.audit.record(tx, {
        brandId: who.brandId,
        actor: actorOf(who),
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
      return changed;
    });
  }
}
