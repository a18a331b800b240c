import { Injectable } from '@nestjs/common';
import { fail, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { RefusalOf } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { Limits } from '../limits';
import { settlementRates, type SettlementTerms } from './settings';

/** What points are worth. Every change is a row of the audit log; closed statements keep the rates of their closing. */
@Injectable()
export class SettlementRatesService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
    private readonly limits: Limits,
  ) {}

  read(brandId: number): Promise<SettlementTerms> {
    return this.db.read(async (reader) =>
      settingsOf(await this.brands.byId(reader, brandId), settlementRates),
    );
  }

  /**
   * The limit above which two people are needed becomes looser only later, by the area `limits`.
   * @param seen what the caller has read: a change that somebody else made meanwhile is not overwritten
   * @returns what is in force now
   */
  async change(
    brandId: number,
    operatorId: number,
    seen: SettlementTerms,
    rates: SettlementTerms,
  ): Promise<Result<SettlementTerms, RefusalOf<'changeSettlementRates'>>> {
    return this.db.run('settlement.rates', async (tx) => {
      // Locks the settings first: what is compared is what will be replaced.
      const before = await this.brands.lockSettings(tx, brandId, settlementRates);
      if (textOf(before) !== textOf(seen)) return fail({ code: 'RATES_CHANGED' });
      const changed = await this.limits.change(tx, { brandId, operatorId }, settlementRates, rates);
      if (!changed.ok) return changed;
      await this.audit.record(tx, {
        brandId,
        actor: actorOf({ operatorId }),
        action: 'settlement.rates_changed',
        subject: 'settlement.rates',
        detail: { before: textOf(before), after: textOf(changed.value) },
      });
      return changed;
    });
  }
}

/** In one order of fields, whatever order they came in. */
function textOf(rates: SettlementTerms): string {
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
