import { groupedBy } from '@liuliang/domain';
import type { Reader, Tx, Value } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { refundLines, type RefundState } from './entities';

/** Refunds with the lines that each of them names, in the order given. */
export async function withNamedLines<R extends { readonly id: number }>(
  reader: Reader,
  rows: readonly R[],
): Promise<(R & { readonly lines: readonly RowOf<typeof refundLines>[] })[]> {
  const refundId = rows.map(({ id }) => id);
  const named = await refundLines.select(reader, { refundId }, { order: 'refund_id, line' });
  const byRefund = groupedBy(named, (line) => line.refundId);
  return rows.map((row) => ({ ...row, lines: byRefund.get(row.id) ?? [] }));
}

/** Rows per CASE statement: each takes four parameters, and both engines parse this many in under a millisecond. */
const CASES_PER_STATEMENT = 200;

/** Says of refunds which order they are of, and what became of them; the caller holds their locks. */
export const settleRefunds = (
  tx: Tx,
  settled: readonly { readonly id: number; readonly orderId: number; readonly state: RefundState }[],
): Promise<void> =>
  setEach(tx, settled, ['orderId', 'state'], (own) => `UPDATE refund SET order_id = ${own}, state = ${own}`);

/** Raises what was refunded of orders; the caller holds their locks. */
export const addRefunded = (
  tx: Tx,
  raised: readonly { readonly id: number; readonly byFen: number }[],
): Promise<void> =>
  setEach(tx, raised, ['byFen'], (own) => `UPDATE sale_order SET refunded_fen = refunded_fen + ${own}`);

/** Gives each row its own values. `own` stands for them once per column, in the order of `columns`. */
async function setEach<K extends string>(
  tx: Tx,
  rows: readonly ({ readonly id: number } & Readonly<Record<K, Value>>)[],
  columns: readonly K[],
  update: (own: string) => string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += CASES_PER_STATEMENT) {
    const chunk = rows.slice(start, start + CASES_PER_STATEMENT);
    const own = `CASE id ${chunk.map(() => 'WHEN ? THEN ?').join(' ')} END`;
    await tx.exec(`${update(own)} WHERE id IN (${chunk.map(() => '?').join(',')})`, [
      ...columns.flatMap((column) => chunk.flatMap((row): Value[] => [row.id, row[column]])),
      ...chunk.map(({ id }) => id),
    ]);
  }
}
