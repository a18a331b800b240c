import { Injectable } from '@nestjs/common';
import { periodAfter, periodOf, StatementTotals } from '@liuliang/domain';
import type { AuditFindings } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { StatementHash } from './content-hash';
import { LedgerEntriesQueries } from './entries.queries';
import { LiabilityService } from './liability.service';
import { FIRST } from './statements.service';
import { StatementsQueries, type StatementRow } from './statements.queries';
import { termsFrom } from './terms';

const STATEMENTS_AT_ONCE = 200;
const LINES_AT_ONCE = 2000;
/** Months that the audit rolls forward: what is wrong further back was wrong in an earlier audit. */
const MONTHS = 3;

/** Proves closed statements and the liability report from the rows, as part of the ledger's audit. */
@Injectable()
export class SettlementAudit {
  constructor(
    private readonly db: Database,
    private readonly queries: StatementsQueries,
    private readonly entries: LedgerEntriesQueries,
    private readonly liability: LiabilityService,
    private readonly brands: BrandsService,
  ) {}

  /**
   * Each closed statement: its hash, its sums, its lines being entries of its party, the balance following from the one
   * before, and every entry in between being among its lines (SETTLEMENT-3, SETTLEMENT-4).
   */
  async checkStatements(brandId: number | null, findings: AuditFindings): Promise<void> {
    for (let afterId = 0; ;) {
      const from = afterId;
      const rows = await this.db.read((reader) =>
        this.queries.page(reader, brandId, from, STATEMENTS_AT_ONCE),
      );
      for (const row of rows) {
        const faults = await this.db.read((reader) => this.faultsOf(reader, row));
        findings.count(1);
        findings.add(...faults.map((fault) => `statement ${row.id}: ${fault}`));
      }
      const last = rows.at(-1);
      if (!last) return;
      afterId = last.id;
    }
  }

  async checkLiability(brandId: number | null, findings: AuditFindings): Promise<void> {
    for (const brand of await this.brands.all()) {
      if (brandId !== null && brand.id !== brandId) continue;
      const to = periodOf(this.db.nowMs(), brand.timeZone);
      const report = await this.liability.report(brand.id, periodAfter(to, 1 - MONTHS), to);
      if (!report.ok) continue;
      findings.count(report.value.ties.length);
      for (const { asset, figure, lots, entries } of report.value.ties) {
        findings.require(
          lots === entries,
          () => `brand ${brand.id}, ${asset}: ${figure} is ${lots} by lots and ${entries} by entries`,
        );
      }
    }
  }

  private async faultsOf(reader: Reader, row: StatementRow): Promise<string[]> {
    const { hash, totals } = await this.recount(reader, row);
    const before = await this.queries.before(reader, row);
    const covered = await this.covered(reader, row, before);
    const stray = await this.entries.strayLines(reader, row.id);
    const balance = row.carriedInFen + row.amountFen + row.writtenOffFen;
    const isSum =
      totals.redeemedPoints === row.redeemedPoints &&
      totals.rewardPoints === row.rewardPoints &&
      totals.clawbackPoints === row.clawbackPoints &&
      totals.paidOutPoints === row.paidOutPoints &&
      totals.otherPoints === row.otherPoints &&
      totals.amountFen === row.amountFen &&
      totals.lines === row.lineCount;
    const points =
      totals.redeemedPoints +
      totals.rewardPoints +
      totals.clawbackPoints +
      totals.paidOutPoints +
      totals.otherPoints;
    return [
      ...(hash.equals(row.contentHash) ? [] : ['its content is not what was closed']),
      ...(isSum ? [] : ['its sums are not those of its lines']),
      ...(balance === row.carriedOutFen ? [] : ['its balance does not follow']),
      ...(row.carriedInFen === (before?.carriedOutFen ?? 0) ? [] : ['it does not follow the one before']),
      ...(covered.entries === row.lineCount && covered.points === points
        ? []
        : ['entries are missing in it']),
      ...stray.map((line) => `line ${line.transactionId}/${line.line} is no entry of its party`),
    ];
  }

  private async recount(reader: Reader, row: StatementRow) {
    const content = new StatementHash();
    const totals = new StatementTotals();
    let after: { transactionId: number; line: number } = FIRST;
    for (;;) {
      const lines = await this.queries.lines(reader, row.id, after, LINES_AT_ONCE);
      for (const line of lines) {
        content.addLine(line);
        totals.add({ kind: line.kind, points: line.points, amountFen: line.amountFen });
      }
      const last = lines.at(-1);
      if (!last || lines.length < LINES_AT_ONCE) return { hash: content.end(row), totals: totals.result };
      after = { transactionId: last.transactionId, line: last.line };
    }
  }

  private async covered(reader: Reader, row: StatementRow, before: StatementRow | null) {
    const settled = before ? termsFrom(before.rates).through : {};
    const sum = { entries: 0, points: 0 };
    for (const [accountId, until] of Object.entries(termsFrom(row.rates).through)) {
      const span = { accountId: Number(accountId), after: settled[accountId] ?? 0, until };
      const { entries, points } = await this.entries.sumOf(reader, span);
      sum.entries += entries;
      sum.points += points;
    }
    return sum;
  }
}
