import { FOREVER, type Day } from '@liuliang/domain';
import type { Difference } from './facts';
import type { RowKey, RowOf } from './facts.queries';

/** The writes of many customers and scopes, collected so that they go out in few statements. */
export class Rewrite {
  readonly changed: RowOf[] = [];
  readonly gone: RowKey[] = [];
  /** The first day whose state changes for anybody; FOREVER when nothing does. */
  fromDay: Day = FOREVER;

  add(scope: number, customerId: number, difference: Difference): void {
    for (const row of difference.changed) this.changed.push({ scope, customerId, row });
    for (const day of difference.goneDays) this.gone.push({ scope, customerId, day });
    this.fromDay = Math.min(this.fromDay, difference.fromDay);
  }
}
