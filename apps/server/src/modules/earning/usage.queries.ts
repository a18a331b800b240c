import { Injectable } from '@nestjs/common';
import {
  budgeted,
  FOREVER,
  limited,
  NEVER,
  UsageBook,
  type Countable,
  type RulesVersion,
  type Usage,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import { earningBudgets, earningUsage } from './entities';

const budgetRule = ({ version }: RulesVersion): string => `v${version}`;

/** What was used of caps, under the lock of the customer, and of budgets, under a lock of its own. */
@Injectable()
export class UsageQueries {
  /** What was used before by whoever is asked about. */
  async open(tx: Tx, brandId: number, all: readonly Countable[]): Promise<UsageBook> {
    const before = await this.usageOf(tx, brandId, limited(all));
    const budgets: { version: RulesVersion; used: number }[] = [];
    for (const version of budgeted(all))
      budgets.push({ version, used: await this.lockBudget(tx, brandId, budgetRule(version)) });
    return new UsageBook(before, budgets);
  }

  async save(tx: Tx, brandId: number, { usage, drawn }: UsageBook): Promise<void> {
    const added = usage.map((one) => ({ ...one, brandId }));
    const tail = tx.dialect.upsertWith(['customer_id', 'day', 'rule'], {
      points: `earning_usage.points + ${tx.dialect.fresh('points')}`,
      times: `earning_usage.times + ${tx.dialect.fresh('times')}`,
    });
    await earningUsage.insert(tx, added, { tail });
    for (const { version, points } of drawn) {
      const most = version.rules.budget?.points ?? 0;
      const changed = await tx.exec(
        'UPDATE earning_budget SET points = points + ? WHERE brand_id = ? AND rule = ? AND points <= ?',
        [points, brandId, budgetRule(version), most - points],
      );
      // Whoever planned has read it under its lock.
      if (changed !== 1) throw new Error('EARNING-12: a budget is never overdrawn');
    }
  }

  private async usageOf(tx: Tx, brandId: number, asked: readonly Countable[]): Promise<Usage[]> {
    const customerId = [...new Set(asked.map((one) => one.customerId))];
    let [first, last] = [FOREVER, NEVER];
    for (const { day } of asked) [first, last] = [Math.min(first, day), Math.max(last, day)];
    return earningUsage.select(tx, brandId, { customerId }, { and: ['day >= ? AND day <= ?', first, last] });
  }

  /** What a version has given out, locked until commit: everybody who earns by a budget waits here. */
  private async lockBudget(tx: Tx, brandId: number, rule: string): Promise<number> {
    const row = await earningBudgets.one(tx, brandId, { rule }, { lock: 'update' });
    if (row) return row.points;
    // The first of a version. An upsert locks the row for writing at once; a plain insert that finds it there would
    // hold it for reading together with others, and all of them would wait for each other.
    const tail = tx.dialect.upsertWith(['brand_id', 'rule'], { points: 'earning_budget.points' });
    await earningBudgets.insert(tx, [{ brandId, rule, points: 0 }], { tail });
    return (await earningBudgets.one(tx, brandId, { rule }, { lock: 'update' }))?.points ?? 0;
  }
}
