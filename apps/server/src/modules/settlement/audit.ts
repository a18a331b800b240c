import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { figuresOf, periodAfter, periodOf, pointsOfSums, StatementTotals } from '@liuliang/domain';
import type { AuditFindings } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { BrandsService } from '../brands';
import { StatementHash } from './content-hash';
import { statements, type StatementRow } from './entities';
import { FIRST, strayLines, sumOf, type LinePlace } from './entries.queries';
import { LiabilityService } from './liability.service';
import { linesAfter, statementBefore } from './statements.queries';
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
    private readonly liability: LiabilityService,
    private readonly brands: BrandsService,
  ) {}

  /**
   * Each closed statement: its hash, its sums, its lines being entries of its party, the balance following from the one
   * before, and every entry in between being among its lines (SETTLEMENT-3, SETTLEMENT-4).
   */
  async checkStatements(brandId: number | null, findings: AuditFindings): Promise<void> {
    const all = statements.acrossBrands('the audit reads every brand, or one');
    const where = brandId === null ? {} : { brandId };
    for (let afterId = 0; ;) {
      const page = { and: ['id > ?', afterId] as const, order: 'id', limit: STATEMENTS_AT_ONCE };
      const rows = await this.db.readApart((reader) => all.select(reader, where, page));
      for (const row of rows) {
        const faults = await this.db.readApart((reader) => this.faultsOf(reader, row));
        findings.count(1);
        findings.addAll(faults.map((fault) => `statement ${row.id}: ${fault}`));
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
    const before = await statementBefore(reader, row);
    const covered = await this.covered(reader, row, before);
    const stray = await strayLines(reader, row.id);
    const balance = row.carriedInFen + row.amountFen + row.writtenOffFen;
    const { lines, ...sums } = totals;
    const isSum =
      lines === row.lineCount && isDeepStrictEqual(figuresOf({ ...row, ...sums }), figuresOf(row));
    return [
      ...(hash.equals(row.contentHash) ? [] : ['its content is not what was closed']),
      ...(isSum ? [] : ['its sums are not those of its lines']),
      ...(balance === row.carriedOutFen ? [] : ['its balance does not follow']),
      ...(row.carriedInFen === (before?.carriedOutFen ?? 0) ? [] : ['it does not follow the one before']),
      ...(covered.entries === row.lineCount && covered.points === pointsOfSums(sums)
        ? []
        : ['entries are missing in it']),
      ...stray.map((line) => `line ${line.transactionId}/${line.line} is no entry of its party`),
    ];
  }

  private async recount(reader: Reader, row: StatementRow) {
    const content = new StatementHash();
    const totals = new StatementTotals();
    let after: LinePlace = FIRST;
    for (;;) {
      const lines = await linesAfter(reader, row.id, after, LINES_AT_ONCE);
      for (const line of lines) {
        content.addLine(line);
        totals.add(line);
      }
      const last = lines.at(-1);
      if (!last || lines.length < LINES_AT_ONCE) return { hash: content.end(row), totals: totals.result };
      after = last;
    }
  }

  private async covered(reader: Reader, row: StatementRow, before: StatementRow | null) {
    const settled = before ? termsFrom(before.rates).through : {};
    const sum = { entries: 0, points: 0 };
    for (const [accountId, until] of Object.entries(termsFrom(row.rates).through)) {
      const span = { accountId: Number(accountId), after: settled[accountId] ?? 0, until };
      const { entries, points } = await sumOf(reader, span);
      sum.entries += entries;
      sum.points += points;
    }
    return sum;
  }
}
