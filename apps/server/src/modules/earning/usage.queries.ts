import { Injectable } from '@nestjs/common';
import {
  budgeted,
  FOREVER,
  limited,
  NEVER,
  UsageBook,
  type Countable,
  type Planned,
  type RulesVersion,
  type Usage,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { BudgetDraws, budgetRule, type BudgetRow } from './budget-draws.queries';
import { earningBudgets, earningUsage } from './entities';
import { givenBy } from './order-ledger.queries';
import type { RetoldCustomers } from './retelling';
import type { RewardTurn } from './turns';

/** What was used before, with the budgets that are locked for it. */
export interface OpenBook {
  readonly book: UsageBook;
  /** By their rule. */
  readonly budgets: ReadonlyMap<string, BudgetRow>;
}

/** What was used of caps, under the lock of the customer, and of budgets, under a lock of its own. */
@Injectable()
export class UsageQueries {
  constructor(private readonly draws: BudgetDraws) {}

  /** What was used before by whoever is asked about; of those who are told anew, nothing from their day on. */
  async open(
    tx: Tx,
    brandId: number,
    versions: readonly RulesVersion[],
    turns: readonly RewardTurn[],
    retold: RetoldCustomers,
  ): Promise<OpenBook> {
    const all = turns.flatMap(({ order, event }): Countable[] => [order ?? event ?? []].flat());
    const stored = await this.usageOf(tx, brandId, limited(all), retold);
    const isToldAnew = ({ customerId, day }: Usage): boolean =>
      day >= (retold.get(customerId)?.fromDay ?? Infinity);
    const drawn = turns.filter(({ kept }) => kept === null).flatMap(({ standing }) => standing);
    const drawnBy = drawn.flatMap(({ ruleVersion }) => versionOf(versions, ruleVersion));
    const budgets = new Map<string, BudgetRow>();
    const used: { version: RulesVersion; used: number }[] = [];
    for (const version of budgeted([...all, ...drawnBy.map((version) => ({ version }))])) {
      const row = await this.lockBudget(tx, brandId, budgetRule(version));
      budgets.set(row.rule, row);
      used.push({ version, used: row.points });
    }
    const before = stored.filter((one) => !isToldAnew(one));
    const book = new UsageBook(before, used);
    for (const one of stored) if (isToldAnew(one)) book.forget(one);
    for (const earning of drawn)
      for (const version of versionOf(versions, earning.ruleVersion))
        book.giveBack(version, givenBy(earning).points);
    return { book, budgets };
  }

  async save(
    tx: Tx,
    brand: Brand,
    { book: { usage, drawn }, budgets }: OpenBook,
    planned: readonly Planned<RewardTurn>[],
  ): Promise<void> {
    const brandId = brand.id;
    await this.saveUsage(tx, brandId, usage);
    for (const { version, points } of drawn) {
      const most = version.rules.budget?.points ?? 0;
      const changed = await tx.exec(
        'UPDATE earning_budget SET points = points + ? WHERE brand_id = ? AND rule = ? AND (points <= ? OR ? <= 0)',
        [points, brandId, budgetRule(version), most - points, points],
      );
      // Whoever planned has read it under its lock.
      if (changed !== 1) throw new Error('EARNING-12: a budget is never overdrawn');
    }
    const again = await this.draws.save(tx, brandId, planned, budgets);
    await this.draws.mark(tx, brandId, brand.timeZone, again);
  }

  /** What was used more than before, or less. */
  async saveUsage(tx: Tx, brandId: number, usage: readonly Usage[]): Promise<void> {
    const added = usage.map((one) => ({ ...one, brandId }));
    const tail = tx.dialect.upsertWith(['customer_id', 'day', 'rule'], {
      points: `earning_usage.points + ${tx.dialect.fresh('points')}`,
      times: `earning_usage.times + ${tx.dialect.fresh('times')}`,
    });
    await earningUsage.insert(tx, added, { tail });
  }

  private async usageOf(
    tx: Tx,
    brandId: number,
    asked: readonly Countable[],
    retold: RetoldCustomers,
  ): Promise<Usage[]> {
    if (asked.length === 0) return [];
    let [first, last] = [FOREVER, NEVER];
    for (const { day } of asked) [first, last] = [Math.min(first, day), Math.max(last, day)];
    const ids = new Set(asked.map((one) => one.customerId));
    for (const [id, { fromDay }] of retold) {
      ids.add(id);
      first = Math.min(first, fromDay);
    }
    return earningUsage.select(
      tx,
      brandId,
      { customerId: [...ids] },
      { and: ['day >= ? AND day <= ?', first, last] },
    );
  }

  /** What a version has given out, locked until commit: everybody who earns by a budget waits here. */
  async lockBudget(tx: Tx, brandId: number, rule: string): Promise<BudgetRow> {
    const row = await earningBudgets.one(tx, brandId, { rule }, { lock: 'update' });
    if (row) return row;
    // The first of a version. An upsert locks the row for writing at once; a plain insert that finds it there would
    // hold it for reading together with others, and all of them would wait for each other.
    const tail = tx.dialect.upsertWith(['brand_id', 'rule'], { points: 'earning_budget.points' });
    await earningBudgets.insert(tx, [{ brandId, rule, points: 0 }], { tail });
    const made = await earningBudgets.one(tx, brandId, { rule }, { lock: 'update' });
    if (!made) throw new Error('EARNING-12: a budget that was made is there');
    return made;
  }
}

const versionOf = (versions: readonly RulesVersion[], number: number): RulesVersion[] =>
  versions.filter(({ version }) => version === number);
