import { Injectable } from '@nestjs/common';
import { judgeTier, type TierHistory, type TierRules } from '@liuliang/domain';
import type { AuditFindings } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { BrandsService } from '../brands';
import { Histories } from './histories';
import { SchemesService } from './schemes.service';
import { StandingsQueries, type ChangeRow, type StandingRow } from './standings.queries';
import { isFresh } from './tiers.service';
import { levelFromRecord } from './timeline';

const MEMBERS_AT_ONCE = 500;

/** Proves what is stored of levels by replaying every member's history, as part of the ledger's audit. */
@Injectable()
export class TierAudit {
  constructor(
    private readonly db: Database,
    private readonly standings: StandingsQueries,
    private readonly histories: Histories,
    private readonly schemes: SchemesService,
    private readonly brands: BrandsService,
  ) {}

  async check(brandId: number | null, findings: AuditFindings): Promise<void> {
    for (const brand of await this.brands.all()) {
      if (brandId !== null && brand.id !== brandId) continue;
      for (let afterId: number | undefined = 0; afterId !== undefined;)
        afterId = await this.checkPage(brand.id, afterId, findings);
    }
  }

  /** @returns where the page ended; undefined behind the last one */
  private checkPage(brandId: number, afterId: number, findings: AuditFindings): Promise<number | undefined> {
    return this.db.readAtOnce(async (reader) => {
      const rows = await this.standings.page(reader, brandId, afterId, MEMBERS_AT_ONCE);
      const ids = rows.map(({ customerId }) => customerId);
      const rules = await this.schemes.rulesOf(reader, brandId);
      const members = await this.histories.joined(reader, brandId, ids);
      const histories = await this.histories.of(reader, brandId, members, rules);
      const records = new Map<number, ChangeRow[]>(ids.map((id) => [id, []]));
      for (const change of await this.standings.changes(reader, [...members.keys()]))
        records.get(change.customerId)?.push(change);
      for (const row of rows) {
        const history = histories.get(row.customerId);
        if (!history) continue;
        const recorded = records.get(row.customerId) ?? [];
        findings.count(1);
        for (const fault of faultsOf(row, history, recorded, rules, this.db.nowMs()))
          findings.add(`customer ${row.customerId}: ${fault}`);
      }
      return rows.at(-1)?.customerId;
    });
  }
}

/** What time alone changes is recorded by a job, so a standing that has fallen due is held to when it was judged. */
function faultsOf(
  row: StandingRow,
  history: TierHistory,
  recorded: readonly ChangeRow[],
  rules: TierRules,
  nowMs: number,
): string[] {
  const atMs = isFresh(row, rules, nowMs) ? nowMs : row.judgedAtMs;
  const { level, earnedLevel } = judgeTier(history, rules, atMs);
  const said = levelFromRecord(recorded, atMs);
  return [
    ...(row.level === level ? [] : [`level ${row.level} is stored, the history says ${level}`]),
    ...(row.earnedLevel === earnedLevel
      ? []
      : [`${row.earnedLevel} is stored as earned, the history says ${earnedLevel}`]),
    ...(said === level ? [] : [`the record says level ${said}, the history says ${level}`]),
  ];
}
