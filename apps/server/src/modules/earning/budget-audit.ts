import { Injectable } from '@nestjs/common';
import { dayStartMs, wrongDraws, type Budget, type Day } from '@liuliang/domain';
import type { AuditFindings } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { BrandsService, type Brand } from '../brands';
import { BudgetDraws, budgetRule } from './budget-draws.queries';
import { budgetDays, budgetDraws, earningBudgets } from './entities';
import { EarningVersions } from './versions';

/** Proves that budgets gave what they say, to whom it was due first (EARNING-12). */
@Injectable()
export class BudgetAudit {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly versions: EarningVersions,
    private readonly draws: BudgetDraws,
  ) {}

  async check(brandId: number | null, findings: AuditFindings): Promise<void> {
    for (const brand of await this.brands.all()) {
      if (brandId !== null && brand.id !== brandId) continue;
      const versions = await this.db.readApart((reader) => this.versions.asStored(reader, brand));
      for (const version of versions) {
        const { budget, lateFacts } = version.rules;
        if (budget)
          await this.checkBudget(brand, budgetRule(version), budget, lateFacts === 'settle', findings);
      }
    }
  }

  private async checkBudget(
    brand: Brand,
    rule: string,
    budget: Budget,
    settles: boolean,
    findings: AuditFindings,
  ): Promise<void> {
    const days = await this.db.readApartAtOnce(async (reader) => {
      const row = await earningBudgets.one(reader, brand.id, { rule });
      const own = await budgetDays.select(reader, brand.id, { rule }, { order: 'day' });
      const given = own.reduce((sum, { points }) => sum + points, 0);
      const cut = own.reduce((sum, one) => sum + one.cut, 0);
      findings.count(1);
      if ((row?.points ?? 0) !== given || (row?.cut ?? 0) !== cut)
        findings.add(`budget ${rule} of brand ${brand.id}: its sum is not that of its days`);
      return own.map(({ day }) => day).filter((day) => day > 0);
    });
    for (const day of days) {
      const fault = await this.db.readApartAtOnce((reader) =>
        this.faultOfDay(reader, brand, rule, budget, day, settles),
      );
      findings.count(1);
      if (fault) findings.add(`budget ${rule} of brand ${brand.id}, day ${day}: ${fault}`);
    }
  }

  private async faultOfDay(
    reader: Reader,
    brand: Brand,
    rule: string,
    budget: Budget,
    day: Day,
    settles: boolean,
  ): Promise<string | null> {
    const [startMs, endMs] = [dayStartMs(day, brand.timeZone), dayStartMs(day + 1, brand.timeZone)];
    const draws = await budgetDraws.select(
      reader,
      brand.id,
      { rule },
      { and: ['at_ms >= ? AND at_ms < ?', startMs, endMs], order: 'at_ms, fact_key, id' },
    );
    const days = await budgetDays.select(reader, brand.id, { rule });
    const own = days.find((one) => one.day === day);
    const given = draws.reduce((sum, { points }) => sum + points, 0);
    const cut = draws.reduce((sum, one) => sum + one.cut, 0);
    if (given !== (own?.points ?? 0) || cut !== (own?.cut ?? 0)) return 'its sum is not that of its draws';
    const marked = await this.draws.marked(reader, brand.id, rule);
    // What comes behind the mark is going to be planned again; where nothing is settled, who came first drew first.
    if (!settles || (marked && marked.atMs < endMs)) return null;
    const before = days.filter((one) => one.day < day).reduce((sum, { points }) => sum + points, 0);
    const { wrong } = wrongDraws(budget, before, draws);
    return wrong === 0 ? null : `${wrong} of its draws got something else than was left for them`;
  }
}
