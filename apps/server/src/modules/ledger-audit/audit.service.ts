import { Injectable } from '@nestjs/common';
import { actorOf } from '../../platform/actor';
import { Areas } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { Metrics } from '../../platform/metrics';
import { AuditChains, AuditLog } from '../audit';
import { findingsByCheck, type AuditCheck, Findings, type FindingsByCheck } from './findings';
import { HistoryWalk } from './history';
import { OwnerWalk } from './owners';
import { OwnerAuditQueries } from './owners.queries';
import { checkReplies } from './rows';
import { RowAuditQueries } from './rows.queries';
import { auditRuns } from './entities';
import { appendOnlyTables, LedgerAuditQueries, type AppendOnlyTable } from './queries';
import { LedgerRoots, type Proven } from './roots';

export interface AuditReport {
  readonly ok: boolean;
  readonly ranAtMs: number;
  readonly checks: readonly AuditCheck[];
  /** The day of the root up to which chains had been proved before; 0: they were read from the start. */
  readonly sinceDay: number;
  /** The day of the newest root that is proved now; 0: none. */
  readonly provenDay: number;
}

const ACCOUNTS_AT_ONCE = 5000;

/** Undoes the transaction in which a change was tried and, wrongly, went through. */
class WasChanged extends Error {}

/**
 * Proves the ledger: recomputes every invariant from the rows, trusting nothing that the code which wrote them said.
 * It reads in pieces and may run beside the traffic; a posting made meanwhile is judged whole or not at all.
 */
@Injectable()
export class AuditService {
  constructor(
    private readonly db: Database,
    private readonly queries: LedgerAuditQueries,
    private readonly owners: OwnerAuditQueries,
    private readonly rows: RowAuditQueries,
    private readonly roots: LedgerRoots,
    private readonly publicIds: PublicIds,
    private readonly chains: AuditChains,
    private readonly log: AuditLog,
    private readonly metrics: Metrics,
    private readonly areas: Areas,
  ) {}

  /**
   * @param brandId one brand, or the whole database when null; hash chains are of all brands
   * @param proven what of the chains was proved before; null: they are walked end to end
   */
  async run(brandId: number | null, proven: Proven | null = null): Promise<AuditReport> {
    const ranAtMs = this.db.nowMs();
    const newestDay = await this.roots.newestDay();
    const found = findingsByCheck();
    const ofHistory = { balanced: found['INV-1'], keyed: found['INV-4'], chained: found['INV-6'] };
    await new HistoryWalk(this.db, this.queries, brandId, ofHistory, proven?.ends).run();
    await this.accounts(brandId, found);
    await new OwnerWalk(this.db, this.owners, brandId, {
      lots: found['INV-5'],
      holds: found['INV-7'],
    }).run();
    await this.keys(brandId, found['INV-4'], found['INV-6']);
    await this.protection(found['INV-6']);
    const log = await this.chains.check(brandId);
    found['INV-6'].count(log.checked);
    found['INV-6'].addAll(log.faults);
    await this.closed(brandId, found['INV-8']);
    found['INV-9'].addAll(await this.db.readApart((reader) => this.rows.orphans(reader, brandId)));
    await checkReplies(this.db, this.publicIds, found['INV-10']);
    found['INV-11'].addAll(await this.db.readApart((reader) => this.rows.brokenBundles(reader, brandId)));
    await this.roots.check(found.ROOT);
    const checks = Object.values(found).map((findings) => findings.result());
    for (const one of this.areas.checks()) {
      const findings = new Findings(one.id);
      await one.check(brandId, findings);
      checks.push(findings.result());
    }
    const ok = checks.every((check) => check.ok);
    if (brandId === null) this.metrics.auditOk.set(ok ? 1 : 0);
    const provenDay = ok && brandId === null ? newestDay : 0;
    return { ok, ranAtMs, checks, sinceDay: proven?.day ?? 0, provenDay };
  }

  /**
   * Proves everything, and keeps what was found for the console. Chains are read from where the last clean audit proved
   * them by a root, and once a week from the start.
   */
  async runNightly(): Promise<AuditReport> {
    const report = await this.run(null, await this.roots.proven());
    await this.db.run('ledger.audit.keep', (tx) => this.keep(tx, null, report));
    return report;
  }

  /** An operator proves the own brand; that it was done, and with what result, is on record (INV-30). */
  async runFor(brandId: number, operatorId: number): Promise<AuditReport> {
    const report = await this.run(brandId);
    await this.db.run('ledger.audited', async (tx) => {
      await this.keep(tx, brandId, report);
      await this.log.record(tx, {
        brandId,
        actor: actorOf({ operatorId }),
        action: 'ledger.audited',
        subject: 'ledger',
        detail: { ok: report.ok },
      });
    });
    return report;
  }

  private async keep(tx: Tx, brandId: number | null, told: AuditReport): Promise<void> {
    const { ok, ranAtMs, checks, sinceDay, provenDay } = told;
    const report = JSON.stringify(checks);
    const tookMs = tx.nowMs() - ranAtMs;
    await auditRuns.insert(tx, [
      { id: tx.nextId(), brandId: brandId ?? 0, ranAtMs, tookMs, ok, report, sinceDay, provenDay },
    ]);
  }

  /**
   * INV-2: balances are the sums of their entries, version by version. INV-3: none is below its limit at any version.
   * INV-12: none is beyond what numbers hold. INV-9 counts the accounts, whose versions say that entries made them.
   */
  private async accounts(brandId: number | null, found: FindingsByCheck): Promise<void> {
    const { 'INV-2': summed, 'INV-3': bounded, 'INV-9': whole, 'INV-12': ranged } = found;
    for (let after = 0; ;) {
      const range = await this.db.readApart((reader) =>
        this.queries.accountRange(reader, brandId, after, ACCOUNTS_AT_ONCE),
      );
      if (!range) return;
      const { until, count } = range;
      const [wrong, broken, below, beyond] = await this.db.readApart(async (reader) => [
        await this.queries.wrongBalances(reader, brandId, after, until),
        await this.queries.brokenBalances(reader, brandId, after, until),
        await this.queries.overdrafts(reader, brandId, after, until),
        await this.rows.outOfRange(reader, after, until),
      ]);
      for (const findings of [summed, bounded, whole, ranged]) findings.count(count);
      summed.addAll(
        wrong.map(({ id }) => `account ${id}: its balance or version is not that of its entries`),
      );
      summed.addAll(
        broken.map((e) => `account ${e.accountId}, version ${e.accountVersion}: does not follow`),
      );
      bounded.addAll(below.map((e) => `account ${e.accountId}, version ${e.accountVersion}: below zero`));
      ranged.addAll(beyond);
      after = until;
    }
  }

  private async keys(brandId: number | null, keyed: Findings, chained: Findings): Promise<void> {
    const repeated = await this.db.readApart((reader) => this.queries.repeatedKeys(reader, brandId));
    keyed.addAll(repeated.map(({ id }) => `transaction ${id}: its key is that of another one too`));
    const twice = await this.db.readApart((reader) => this.queries.reversedTwice(reader, brandId));
    chained.addAll(twice.map((row) => `transaction ${row.reversesId}: reversed more than once`));
  }

  /** The triggers of INV-6 are there, and a change that is tried really fails. */
  private async protection(chained: Findings): Promise<void> {
    const present = await this.db.readApart((reader) => this.queries.triggers(reader));
    for (const table of Object.keys(appendOnlyTables) as AppendOnlyTable[]) {
      for (const verb of ['update', 'delete'] as const) {
        const name = `${table}_no_${verb}`;
        const holds = present.has(name) && (await this.refusesChange(table, verb));
        chained.require(holds, () => `trigger ${name}: missing or without effect`);
        chained.count(1);
      }
    }
  }

  private async refusesChange(table: AppendOnlyTable, verb: 'update' | 'delete'): Promise<boolean> {
    try {
      await this.db.run('ledger.audit.probe', async (tx) => {
        await this.queries.tryToChange(tx, table, verb);
        throw new WasChanged();
      });
    } catch (error) {
      if (error instanceof WasChanged) return this.isEmpty(table);
      if (String(error).includes('rows are never changed')) return true;
      throw error;
    }
    return false;
  }

  /** A trigger per row cannot show its effect where there is no row. */
  private async isEmpty(table: AppendOnlyTable): Promise<boolean> {
    return this.db.readApart((reader) => this.queries.isEmpty(reader, table));
  }

  /** INV-8: points are only ever moved, so all accounts of an asset sum to zero. */
  private async closed(brandId: number | null, closed: Findings): Promise<void> {
    for (const sum of await this.db.readApart((reader) => this.queries.sums(reader, brandId))) {
      closed.count(1);
      closed.require(
        sum.total === 0,
        () => `brand ${sum.brandId}, ${sum.asset}: all accounts sum to ${sum.total}`,
      );
    }
  }
}
