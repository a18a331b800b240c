import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { AuditLog } from '../audit';
import { BrandsService, type SettlementConfig } from '../brands';

/** What points are worth. Every change is a row of the audit log; closed statements keep the rates of their closing. */
@Injectable()
export class SettlementRatesService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
  ) {}

  read(brandId: number): Promise<SettlementConfig> {
    return this.db.read(async (reader) => (await this.brands.byId(reader, brandId)).config.settlement);
  }

  /** @param seen what the caller has read: a change that somebody else made meanwhile is not overwritten */
  async change(
    brandId: number,
    operatorId: number,
    seen: SettlementConfig,
    rates: SettlementConfig,
  ): Promise<Result<SettlementConfig, { code: 'RATES_CHANGED' }>> {
    return this.db.run(
      'settlement.rates',
      async (tx): Promise<Result<SettlementConfig, { code: 'RATES_CHANGED' }>> => {
        // Locks the settings first: what is compared is what will be replaced.
        const before = (await this.brands.changeConfig(tx, brandId, {})).settlement;
        if (textOf(before) !== textOf(seen)) return fail({ code: 'RATES_CHANGED' });
        await this.brands.changeConfig(tx, brandId, { settlement: rates });
        await this.audit.record(tx, {
          brandId,
          actorKind: 'operator',
          actorId: operatorId,
          action: 'settlement.rates_changed',
          subject: 'settlement.rates',
          detail: { before: textOf(before), after: textOf(rates) },
        });
        return ok(rates);
      },
    );
  }
}

/** In one order of fields, whatever order they came in. */
function textOf(rates: SettlementConfig): string {
  const { storeFenPer100, guideFenPer100, costFenPer100, carryCapFen, secondPersonFen, payout } = rates;
  return JSON.stringify([
    storeFenPer100,
    guideFenPer100,
    costFenPer100.points,
    costFenPer100.guidePoints,
    carryCapFen,
    secondPersonFen,
    payout.isEnabled,
    payout.minPoints,
    payout.maxPointsPerDay,
  ]);
}
