import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import { insertRows, queryIn, type Tx } from '../../platform/db/statements';

export interface UsageRow {
  readonly customerId: number;
  readonly day: Day;
  /** An event type, or `*` for everything of the day. */
  readonly rule: string;
  readonly points: number;
  readonly times: number;
}

/** What was used of caps, under the lock of the customer, and of budgets, under a lock of its own. */
@Injectable()
export class UsageQueries {
  async usageOf(tx: Tx, customerIds: readonly number[], fromDay: Day, toDay: Day): Promise<UsageRow[]> {
    return queryIn<UsageRow>(
      tx,
      customerIds,
      (list) =>
        'SELECT customer_id AS customerId, day, rule, points, times FROM earning_usage' +
        ` WHERE customer_id IN (${list}) AND day >= ? AND day <= ?`,
      [],
      [fromDay, toDay],
    );
  }

  async addUsage(tx: Tx, brandId: number, rows: readonly UsageRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { dialect } = tx;
    const columns = ['customer_id', 'day', 'rule', 'brand_id', 'points', 'times'];
    const values = rows.map((row) => [row.customerId, row.day, row.rule, brandId, row.points, row.times]);
    await insertRows(tx, 'earning_usage', columns, values, {
      tail: dialect.upsertWith(['customer_id', 'day', 'rule'], {
        points: `earning_usage.points + ${dialect.fresh('points')}`,
        times: `earning_usage.times + ${dialect.fresh('times')}`,
      }),
    });
  }

  /** What a version has given out, locked until commit: everybody who earns by a budget waits here. */
  async lockBudget(tx: Tx, brandId: number, rule: string): Promise<number> {
    const sql = `SELECT points FROM earning_budget WHERE brand_id = ? AND rule = ?${tx.dialect.forUpdate}`;
    const [row] = await tx.query<{ points: number }>(sql, [brandId, rule]);
    if (row) return row.points;
    // The first of a version. An upsert locks the row for writing at once; a plain insert that finds it there would
    // hold it for reading together with others, and all of them would wait for each other.
    const tail = tx.dialect.upsertWith(['brand_id', 'rule'], { points: 'earning_budget.points' });
    await insertRows(tx, 'earning_budget', ['brand_id', 'rule', 'points'], [[brandId, rule, 0]], { tail });
    return (await tx.query<{ points: number }>(sql, [brandId, rule]))[0]?.points ?? 0;
  }

  /** @throws Error when the budget would be overdrawn: whoever planned has read it under its lock */
  async takeBudget(tx: Tx, brandId: number, rule: string, points: number, most: number): Promise<void> {
    const changed = await tx.exec(
      'UPDATE earning_budget SET points = points + ? WHERE brand_id = ? AND rule = ? AND points <= ?',
      [points, brandId, rule, most - points],
    );
    if (changed !== 1) throw new Error('EARNING-12: a budget is never overdrawn');
  }
}
