import type { Day } from '@liuliang/domain';
import { insertRows, type Reader, type Tx, type Value } from '../../platform/db/statements';

/** A row of facts as the bare case writes it; the same columns that ours writes. */
export interface BareFact {
  readonly scope: number;
  readonly customerId: number;
  readonly row: BareState;
}

export interface BareState {
  readonly day: Day;
  readonly nextDay: Day;
  readonly happened: number;
  readonly lastTouchDay: Day;
  readonly lastShallowDay: Day;
  readonly lastDeepDay: Day;
  readonly lastPurchaseDay: Day;
  readonly purchaseDays: number;
}

const KEY = ['brand_id', 'scope', 'customer_id', 'day'];
const STATE = ['next_day', 'happened', 'last_touch_day', 'last_shallow_day', 'last_deep_day'].concat([
  'last_purchase_day',
  'purchase_days',
]);

/** The limit: the rows of a layer day in as few statements as they fit in, with nothing read and nothing judged. */
export async function writeFactsBarely(
  tx: Tx,
  brandId: number,
  facts: readonly BareFact[],
  seen: readonly { readonly customerId: number; readonly atMs: number }[],
): Promise<void> {
  const rows = facts.map(({ scope, customerId, row }): Value[] => [
    brandId,
    scope,
    customerId,
    row.day,
    row.nextDay,
    row.happened,
    row.lastTouchDay,
    row.lastShallowDay,
    row.lastDeepDay,
    row.lastPurchaseDay,
    row.purchaseDays,
  ]);
  await insertRows(tx, 'customer_day', [...KEY, ...STATE], rows, { tail: tx.dialect.upsert(KEY, STATE) });
  const totals = seen.map(({ customerId, atMs }): Value[] => [customerId, brandId, atMs, atMs]);
  await insertRows(
    tx,
    'customer_total',
    ['customer_id', 'brand_id', 'first_seen_at_ms', 'last_seen_at_ms'],
    totals,
    {
      tail: tx.dialect.upsert(['customer_id'], ['last_seen_at_ms']),
    },
  );
}

/** The limit of a count: how many rows are in force on a day, whatever they say. */
export async function countInForce(reader: Reader, brandId: number, day: Day): Promise<number> {
  const [row] = await reader.query<{ n: number }>(
    'SELECT COUNT(*) AS n FROM customer_day WHERE brand_id = ? AND scope = 0 AND day <= ? AND next_day > ?',
    [brandId, day, day],
  );
  return row?.n ?? 0;
}

/** Ids of a brand's customers. */
export async function customerIds(reader: Reader, brandId: number): Promise<number[]> {
  const rows = await reader.query<{ id: number }>('SELECT id FROM customer WHERE brand_id = ? ORDER BY id', [
    brandId,
  ]);
  return rows.map(({ id }) => id);
}

/** Lets a server engine count what its tables hold, as it does by itself over time; SQLite never does. */
export async function refreshStatistics(tx: Tx): Promise<void> {
  if (tx.dialect.engine !== 'sqlite') await tx.query('ANALYZE TABLE customer_day, customer, customer_total');
}
