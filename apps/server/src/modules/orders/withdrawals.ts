import { fitRefunds, groupedBy } from '@liuliang/domain';
import { keyText, type Keyed } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import type { LockedCustomers } from '../members';
import { orderLines, orders, refunds, withdrawnRefunds } from './entities';
import { toldLine, type CorrectedOrder, type OrderContent } from './marks';
import { addRefunded, settleRefunds, withNamedLines } from './queries';

/** Who takes refunds back, and the import that brought them. */
export interface WithdrawnBy {
  readonly operatorId: number;
  readonly importId: number;
}

/** What became of the orders of refunds that were taken back. */
export interface RefittedOrder {
  readonly orderId: number;
  readonly orderKey: Buffer;
  /** What is not refunded of it now. */
  readonly leftFen: number;
  /** Refunds that count now, by time and key. */
  readonly applied: readonly { readonly refundKey: Buffer; readonly refundedAtMs: number }[];
}

type OrderRow = RowOf<typeof orders>;
type RefundRow = RowOf<typeof refunds>;
type LineRow = RowOf<typeof orderLines>;

/**
 * Takes refunds back as if they had never come, and keeps what each said (ORDERS-5). All other refunds of their orders
 * are fitted anew, those too that had been too much; what was refused on arrival was never kept, and stays away.
 *
 * @throws RunAgain when an order came in, or was merged to somebody, beside it
 */
export async function withdrawRefunds(
  tx: Tx,
  brandId: number,
  customers: LockedCustomers,
  refundKey: readonly Buffer[],
  by: WithdrawnBy,
): Promise<{ withdrawn: number; refitted: RefittedOrder[]; corrected: CorrectedOrder[] }> {
  const seen = await refunds.select(tx, brandId, { refundKey }, { columns: ['orderId'] });
  const orderId = [...new Set(seen.map((row) => row.orderId))].filter((id) => id !== 0);
  const locked = await orders.select(tx, brandId, { id: orderId }, { order: 'order_key', lock: 'update' });
  const gone = await refunds.select(tx, brandId, { refundKey }, { order: 'refund_key', lock: 'update' });
  const isLocked = new Set(locked.map(({ id }) => id));
  if (gone.some((row) => row.orderId !== 0 && !isLocked.has(row.orderId)))
    throw new RunAgain('the order of a refund came in beside its withdrawal');
  const { operatorId: withdrawnBy, importId } = by;
  const stamps = { withdrawnAtMs: tx.nowMs(), withdrawnBy, importId };
  await withdrawnRefunds.insert(
    tx,
    gone.map(({ state: _, ...row }) => ({ ...row, ...stamps })),
  );
  await refunds.remove(tx, brandId, { id: gone.map(({ id }) => id) });
  const touched = new Set(gone.map((row) => row.orderId));
  const fitted = await refit(
    tx,
    brandId,
    locked.filter(({ id }) => touched.has(id)),
  );
  return {
    withdrawn: gone.length,
    refitted: fitted.map(({ order, refundedFen, applied }) => ({
      ...{ orderId: order.id, orderKey: order.orderKey, leftFen: order.amountFen - refundedFen },
      applied: applied.map(({ refundKey, refundedAtMs }) => ({ refundKey, refundedAtMs })),
    })),
    corrected: fitted.map((one) => correctedOf(tx, one, customers)),
  };
}

interface Refit {
  readonly order: OrderRow;
  readonly lines: readonly LineRow[];
  readonly linesAfter: readonly LineRow[];
  readonly refundedFen: number;
  readonly applied: readonly RefundRow[];
}

/** Fits what is left of the refunds of these orders, which are locked, anew. */
async function refit(tx: Tx, brandId: number, locked: readonly OrderRow[]): Promise<Refit[]> {
  const orderId = locked.map(({ id }) => id);
  const rows = await refunds.select(
    tx,
    brandId,
    { orderId },
    { order: 'order_id, refund_key', lock: 'update' },
  );
  const linesOf = groupedBy(
    await orderLines.select(tx, { orderId }, { order: 'order_id, line' }),
    (line) => line.orderId,
  );
  const refundsOf = groupedBy(await withNamedLines(tx, rows), (row) => row.orderId);
  const fitted = locked.map((order): Refit => {
    const lines = linesOf.get(order.id) ?? [];
    const worth = { amountFen: order.amountFen, refundedFen: 0, lines: lines.map(unrefunded) };
    const { applied } = fitRefunds(worth, refundsOf.get(order.id) ?? []);
    const last = applied.at(-1);
    const refundedOf = new Map(last?.state.lines.map((one) => [one.line, one.refundedFen]));
    return {
      ...{ order, lines, applied: applied.map(({ refund }) => refund) },
      linesAfter: lines.map((line) => ({ ...line, refundedFen: refundedOf.get(line.line) ?? 0 })),
      refundedFen: last?.refundedFenSoFar ?? 0,
    };
  });
  const counts = new Set(fitted.flatMap(({ applied }) => applied.map(({ id }) => id)));
  const settled = rows.map(({ id, orderId: of, state }) => {
    return {
      id,
      orderId: of,
      was: state,
      state: counts.has(id) ? ('applied' as const) : ('excess' as const),
    };
  });
  await settleRefunds(
    tx,
    settled.filter(({ state, was }) => state !== was),
  );
  await addRefunded(
    tx,
    fitted.map(({ order, refundedFen }) => ({ id: order.id, byFen: refundedFen - order.refundedFen })),
  );
  const linesAfter = fitted.flatMap((one) => one.linesAfter);
  await orderLines.insert(tx, linesAfter, { upsert: ['refundedFen'] });
  return fitted;
}

const unrefunded = (line: LineRow): LineRow => ({ ...line, refundedFen: 0 });

function correctedOf(
  tx: Tx,
  { order, lines, linesAfter, refundedFen }: Refit,
  customers: LockedCustomers,
): CorrectedOrder {
  const owner = customers.find(order.customerId);
  if (!owner) throw new RunAgain('the owner of an order is not locked yet');
  const before: OrderContent = { ...order, lines: lines.map(toldLine) };
  return {
    ...owner,
    orderId: order.id,
    filedUnder: order.customerId,
    version: 0,
    correctedAtMs: tx.nowMs(),
    before,
    after: { ...before, refundedFen, lines: linesAfter.map(toldLine) },
  };
}

const sayingOf = ({ refundKey, contentHash }: Keyed<'refundKey'>): string =>
  `${keyText(refundKey)} ${keyText(contentHash)}`;

/**
 * Of rows that come in, those that say what was taken back, word for word: a sender who repeats does not know of it.
 * @returns whether one is of them
 */
export async function withdrawnAmong(
  reader: Reader,
  brandId: number,
  rows: readonly Keyed<'refundKey'>[],
): Promise<(row: Keyed<'refundKey'>) => boolean> {
  const where = { refundKey: rows.map(({ refundKey }) => refundKey) };
  const columns = ['refundKey', 'contentHash'] as const;
  const known = new Set((await withdrawnRefunds.select(reader, brandId, where, { columns })).map(sayingOf));
  return (row) => known.has(sayingOf(row));
}
