import { Inject, Injectable } from '@nestjs/common';
import {
  isNonNegativeInteger,
  isPositiveInteger,
  planClawback,
  planEarn,
  type EarnRule,
} from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import { Database } from '../../platform/db/database';
import { Metrics } from '../../platform/metrics';
import { CLOCK } from '../../platform/tokens';
import { AuditChains, AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { Findings, type AuditCheck } from './audit-findings';
import { HistoryWalk } from './audit-history';
import { appendOnlyTables, LedgerAuditStore, type AppendOnlyTable, type AuditedOrder } from './audit.store';
import { earnRuleOf } from './order-postings';

export interface AuditReport {
  readonly ok: boolean;
  readonly ranAtMs: number;
  readonly checks: readonly AuditCheck[];
}

const ACCOUNTS_AT_ONCE = 5000;
const ORDERS_AT_ONCE = 2000;

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
    private readonly store: LedgerAuditStore,
    private readonly chains: AuditChains,
    private readonly log: AuditLog,
    private readonly brands: BrandsService,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param brandId one brand, or the whole database when null; hash chains are always walked end to end */
  async run(brandId: number | null): Promise<AuditReport> {
    const ranAtMs = this.clock.nowMs();
    const balanced = new Findings('INV-1');
    const keyed = new Findings('INV-4');
    const chained = new Findings('INV-6');
    await new HistoryWalk(this.db, this.store, brandId, { balanced, keyed, chained }).run();
    const [summed, bounded] = await this.accounts(brandId);
    await this.keys(brandId, keyed, chained);
    await this.protection(chained);
    const log = await this.chains.check(brandId);
    chained.count(log.checked);
    chained.add(...log.faults);
    const closed = await this.closed(brandId);
    const orders = await this.orders(brandId);
    const checks = [balanced, summed, bounded, keyed, chained, closed, orders].map((findings) =>
      findings.result(),
    );
    const ok = checks.every((check) => check.ok);
    if (brandId === null) this.metrics.auditOk.set(ok ? 1 : 0);
    return { ok, ranAtMs, checks };
  }

  /** An operator proves the own brand; that it was done, and with what result, is on record (INV-30). */
  async runFor(brandId: number, operatorId: number): Promise<AuditReport> {
    const report = await this.run(brandId);
    await this.db.run('ledger.audited', (tx) =>
      this.log.record(tx, {
        brandId,
        actorKind: 'operator',
        actorId: operatorId,
        action: 'ledger.audited',
        subject: 'ledger',
        detail: { ok: report.ok },
      }),
    );
    return report;
  }

  /** INV-2: balances are the sums of their entries, version by version. INV-3: none is below its limit at any version. */
  private async accounts(brandId: number | null): Promise<[Findings, Findings]> {
    const summed = new Findings('INV-2');
    const bounded = new Findings('INV-3');
    for (let after = 0; ;) {
      const range = await this.db.read((reader) =>
        this.store.accountRange(reader, brandId, after, ACCOUNTS_AT_ONCE),
      );
      if (!range) return [summed, bounded];
      const { until, count } = range;
      const wrong = await this.db.read((reader) => this.store.wrongBalances(reader, brandId, after, until));
      const broken = await this.db.read((reader) => this.store.brokenBalances(reader, brandId, after, until));
      const below = await this.db.read((reader) => this.store.overdrafts(reader, brandId, after, until));
      summed.count(count);
      summed.add(
        ...wrong.map(({ id }) => `account ${id}: its balance or version is not that of its entries`),
      );
      summed.add(
        ...broken.map((e) => `account ${e.account_id}, version ${e.account_version}: does not follow`),
      );
      bounded.count(count);
      bounded.add(...below.map((e) => `account ${e.account_id}, version ${e.account_version}: below zero`));
      after = until;
    }
  }

  private async keys(brandId: number | null, keyed: Findings, chained: Findings): Promise<void> {
    const repeated = await this.db.read((reader) => this.store.repeatedKeys(reader, brandId));
    keyed.add(...repeated.map(({ id }) => `transaction ${id}: its key is that of another one too`));
    const twice = await this.db.read((reader) => this.store.reversedTwice(reader, brandId));
    chained.add(...twice.map((row) => `transaction ${row.reverses_id}: reversed more than once`));
  }

  /** The triggers of INV-6 are there, and a change that is tried really fails. */
  private async protection(chained: Findings): Promise<void> {
    const present = await this.db.read((reader) => this.store.triggers(reader));
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
        await this.store.tryToChange(tx, table, verb);
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
    return this.db.read((reader) => this.store.isEmpty(reader, table));
  }

  /** INV-8: points are only ever moved, so all accounts of an asset sum to zero. */
  private async closed(brandId: number | null): Promise<Findings> {
    const closed = new Findings('INV-8');
    for (const sum of await this.db.read((reader) => this.store.sums(reader, brandId))) {
      closed.count(1);
      closed.require(
        sum.total === 0,
        () => `brand ${sum.brand_id}, ${sum.asset}: all accounts sum to ${sum.total}`,
      );
    }
    return closed;
  }

  /** Every order has exactly its earning, and its refunds took exactly what they made undue. */
  private async orders(brandId: number | null): Promise<Findings> {
    const orders = new Findings('ORDERS');
    const rules = new Map((await this.brands.all()).map((brand) => [brand.id, earnRuleOf(brand.config)]));
    for (let after = 0; ;) {
      const page = await this.db.read((reader) => this.store.orders(reader, brandId, after, ORDERS_AT_ONCE));
      for (const order of page) {
        const fault = faultOf(order, rules.get(order.brand_id) ?? null);
        if (fault) orders.add(`order ${order.id}: ${fault}`);
      }
      orders.count(page.length);
      const last = page[page.length - 1];
      if (!last) break;
      after = last.id;
    }
    const orphans = await this.db.read((reader) => this.store.orphans(reader, brandId));
    orders.add(...orphans.map(({ id }) => `transaction ${id}: there is no such order`));
    return orders;
  }
}

/**
 * An earning is judged by the rule that its explanation names, because rules change; an order without one by the rule
 * of today.
 */
function faultOf(order: AuditedOrder, rule: EarnRule | null): string | null {
  if (order.refunded_fen !== order.applied_fen) return 'its refunded sum is not that of its applied refunds';
  if (order.earnings > 1) return 'it earned more than once';
  const told = order.explanation === null ? rule : ruleOf(order.explanation);
  if (!told) return 'its earning does not say by which rule';
  if (order.earned !== planEarn({ amountFen: order.amount_fen }, told).points) {
    return order.earnings === 0 ? 'its earning is missing' : 'it earned something else than its rule gives';
  }
  const due = planClawback({
    earnedPoints: order.earned,
    orderAmountFen: order.amount_fen,
    refundedFenTotalSoFar: order.refunded_fen,
    alreadyTakenPoints: 0,
  });
  return order.taken === due ? null : `refunds took ${order.taken} points where ${due} are due`;
}

/** Null when the explanation names no rule that the planner takes. */
function ruleOf(explanation: string): EarnRule | null {
  const { ruleVersion, pointsPerUnit, unitFen } = JSON.parse(explanation) as Record<string, unknown>;
  const isRule =
    isPositiveInteger(ruleVersion) && isNonNegativeInteger(pointsPerUnit) && isPositiveInteger(unitFen);
  return isRule ? { version: ruleVersion, pointsPerUnit, unitFen } : null;
}
