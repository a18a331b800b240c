import { Injectable } from '@nestjs/common';
import { faultsOfStanding, groupedBy } from '@liuliang/domain';
import type { AuditFindings } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { BrandsService } from '../brands';
import { standings } from './entities';
import { Histories } from './histories';
import { SchemesService } from './schemes.service';
import { StandingsQueries } from './standings.queries';

const MEMBERS_AT_ONCE = 500;

/** Proves what is stored of levels by replaying every member's history, as part of the ledger's audit. */
@Injectable()
export class TierAudit {
  constructor(
    private readonly db: Database,
    private readonly queries: StandingsQueries,
    private readonly histories: Histories,
    private readonly schemes: SchemesService,
    private readonly brands: BrandsService,
  ) {}

  async check(brandId: number | null, findings: AuditFindings): Promise<void> {
    await this.brands.eachPage(brandId, (id, afterId) => this.checkPage(id, afterId, findings));
  }

  /** @returns where the page ended; undefined behind the last one */
  private checkPage(brandId: number, afterId: number, findings: AuditFindings): Promise<number | undefined> {
    return this.db.readApartAtOnce(async (reader) => {
      const rows = await standings.select(
        reader,
        brandId,
        {},
        { and: ['customer_id > ?', afterId], order: 'customer_id', limit: MEMBERS_AT_ONCE },
      );
      const ids = rows.map(({ customerId }) => customerId);
      const rules = await this.schemes.rulesOf(reader, brandId);
      const members = await this.histories.joined(reader, brandId, ids);
      const histories = await this.histories.of(reader, brandId, members, rules);
      const changes = await this.queries.changes(reader, brandId, [...members.keys()]);
      const records = groupedBy(changes, ({ customerId }) => customerId);
      for (const row of rows) {
        const history = histories.get(row.customerId);
        if (!history) continue;
        const recorded = records.get(row.customerId) ?? [];
        findings.count(1);
        for (const fault of faultsOfStanding(row, history, recorded, rules, reader.nowMs()))
          findings.add(`customer ${row.customerId}: ${fault}`);
      }
      return rows.at(-1)?.customerId;
    });
  }
}
