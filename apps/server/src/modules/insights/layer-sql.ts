import type { Day, Depth, LayerCondition, LayerRules, LayerWindows } from '@liuliang/domain';

/** Whose facts are read: a brand's, all of them (scope 0) or those of one channel (its number). */
export interface FactsPlace {
  readonly brandId: number;
  readonly scope: number;
}

/** By which rules layers are read, and on which day. */
export interface LayersOn {
  readonly day: Day;
  readonly rules: LayerRules;
}

/** What figures between two days are asked by. */
export interface FactsPeriod extends FactsPlace {
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly rules: LayerRules;
}

/**
 * The layer number on a day as an SQL expression over a row of `customer_day` in force on that day: the same rule as
 * the domain's `layerOn`, for any model and windows (LAYERS-SQL in README; a property test holds the two together).
 * A window of W days ending on D holds a day exactly when that day > D − W.
 *
 * @param row the table or alias that the columns belong to
 */
export function layerSql({ model, windows }: LayerRules, day: Day, row = 'customer_day'): string {
  // Highest first: a customer is in the highest layer whose rule holds.
  const cases = model.layers.map(
    (layer, index) => `WHEN ${holdsSql(layer.when, windows, day, row)} THEN ${index + 1}`,
  );
  return `CASE ${cases.reverse().join(' ')} ELSE 0 END`;
}

/** True for the one row of a customer and scope that is in force on a day. */
export function inForceSql(day: Day, row = 'customer_day'): string {
  return `${row}.day <= ${whole(day)} AND ${row}.next_day > ${whole(day)}`;
}

/**
 * As `inForceSql`, for statements that name the customer: the plus keeps the day out of the choice of an index, or
 * SQLite would walk every row in force on that day for each customer asked about.
 */
export function inForceOfCustomerSql(day: Day, row = 'customer_day'): string {
  return `${row}.day <= ${whole(day)} AND +${row}.next_day > ${whole(day)}`;
}

function holdsSql(when: LayerCondition, windows: LayerWindows, day: Day, row: string): string {
  const windowOpensAfter = whole(day - windows[when.window]);
  if (when.kind === 'interaction') {
    return when.depths.map((depth) => `${row}.${COLUMN[depth]} > ${windowOpensAfter}`).join(' OR ');
  }
  const { minDays, maxDays } = when;
  const atMost = maxDays === null ? '' : ` AND ${row}.purchase_days <= ${whole(maxDays)}`;
  return `${row}.last_purchase_day > ${windowOpensAfter} AND ${row}.purchase_days >= ${whole(minDays)}${atMost}`;
}

const COLUMN: Readonly<Record<Depth, string>> = {
  touch: 'last_touch_day',
  shallow: 'last_shallow_day',
  deep: 'last_deep_day',
};

/** Numbers are written into the statement, because a CASE repeats them; nothing but a whole number gets through. */
function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error('Only whole numbers are written into a statement');
  return String(value);
}
