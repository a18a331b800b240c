import type { Day } from '../shared/calendar';
import { groupedBy } from '../shared/grouped';
import {
  addStoredBits,
  differenceOf,
  foldRows,
  purchaseSteps,
  storedSteps,
  type BitsByDay,
  type FactRow,
} from './facts';
import type { HistoryGroup, ScopeHistory } from './histories';
import { FOREVER } from './state';

/** Where a row belongs. */
export interface FactKey {
  readonly scope: number;
  readonly customerId: number;
  readonly day: Day;
}

/** A row as it is kept, with its owner. */
export interface OwnedFact extends FactRow {
  readonly customerId: number;
}

/** A row to write, beside its owner. */
export interface FactOf {
  readonly scope: number;
  readonly customerId: number;
  readonly row: FactRow;
}

/** The writes of many customers and scopes, collected so that they go out in few statements. */
export class FactsRewrite {
  readonly changed: FactOf[] = [];
  readonly gone: FactKey[] = [];
  /** The first day whose state changes for anybody; FOREVER when nothing does. */
  fromDay: Day = FOREVER;

  /** What is new goes into the stored rows of its customers, given from the day before the group's first day on. */
  takeIn({ scope, fromDay, histories }: HistoryGroup, rows: readonly OwnedFact[]): void {
    const stored = groupedBy(rows, (row) => row.customerId);
    for (const history of histories) {
      const before = stored.get(history.customerId) ?? [];
      this.add(scope, history.customerId, before, refolded(history, before, fromDay));
    }
  }

  /** These histories are all there is: stored rows of a scope that they do not say go. */
  replace(scope: number, histories: readonly ScopeHistory[], rows: readonly OwnedFact[]): void {
    const stored = groupedBy(rows, (row) => row.customerId);
    const inScope = histories.filter((history) => history.scope === scope);
    const historyByCustomer = new Map(inScope.map((history) => [history.customerId, history]));
    for (const customerId of new Set([...stored.keys(), ...historyByCustomer.keys()])) {
      const history = historyByCustomer.get(customerId);
      const wanted = history ? foldRows(null, history.bitsByDay, purchaseSteps(history.orders ?? [])) : [];
      this.add(scope, customerId, stored.get(customerId) ?? [], wanted);
    }
  }

  private add(scope: number, customerId: number, before: FactRow[], wanted: FactRow[]): void {
    const difference = differenceOf(before, wanted);
    for (const row of difference.changed) this.changed.push({ scope, customerId, row });
    for (const day of difference.goneDays) this.gone.push({ scope, customerId, day });
    this.fromDay = Math.min(this.fromDay, difference.fromDay);
  }
}

function refolded(history: ScopeHistory, stored: readonly FactRow[], fromDay: Day): FactRow[] {
  const [oldest] = stored;
  // At most one stored row began before the first day: the one in force on the day before it.
  const base = oldest && oldest.day < fromDay ? oldest : null;
  const later = base ? stored.slice(1) : stored;
  const bitsByDay: BitsByDay = new Map(history.bitsByDay);
  addStoredBits(bitsByDay, later);
  return foldRows(base, bitsByDay, history.orders ? purchaseSteps(history.orders) : storedSteps(later));
}
