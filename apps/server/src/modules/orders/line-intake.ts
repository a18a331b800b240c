import { groupedBy, type NewOrderLine } from '@liuliang/domain';
import { ascendingKeys, keyText } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import type { LockedCustomers } from '../members';
import { correctOne } from './corrections';
import { orderLines, orders } from './entities';
import type { CorrectedOrder } from './marks';
import { lockOrders } from './refund-intake';
import {
  isSameLine,
  judged,
  keepLines,
  settleTold,
  type LineOutcome,
  type NewToldLine,
  type SettledLines,
} from './told-lines';

type OrderRow = RowOf<typeof orders>;

/**
 * Takes lines in. An order's row is locked before anything is decided about its lines; lines whose order is not here
 * are kept waiting for it.
 *
 * @throws RunAgain when an order came in between our look and what we kept; the next attempt sees it
 */
export async function takeLines(
  tx: Tx,
  brandId: number,
  customers: LockedCustomers,
  rows: readonly NewToldLine[],
  corrects: boolean,
): Promise<{ readonly outcomes: LineOutcome[]; readonly completed: CorrectedOrder[] }> {
  const locked = await orders.select(
    tx,
    brandId,
    { orderKey: ascendingKeys(rows.map(({ orderKey }) => orderKey)) },
    { order: 'order_key', lock: 'update' },
  );
  const { outcomes, changed } = await keepLines(tx, brandId, rows, corrects);
  const byKey = new Map(locked.map((order) => [keyText(order.orderKey), order]));
  const absent = changed.map(({ orderKey }) => orderKey).filter((key) => !byKey.has(keyText(key)));
  const arrived = await lockOrders(tx, brandId, absent);
  if (arrived.length > 0) throw new RunAgain('an order came in beside its lines');
  const standing = await orderLines.select(
    tx,
    { orderId: locked.map(({ id }) => id) },
    { order: 'order_id, line' },
  );
  const linesOf = groupedBy(
    standing.map((line) => ({ ...line, item: line.item.toString() })),
    ({ orderId }) => orderId,
  );
  const completed: CorrectedOrder[] = [];
  const settled: SettledLines[] = [];
  for (const told of changed) {
    const order = byKey.get(keyText(told.orderKey)) ?? null;
    const lines = order ? (linesOf.get(order.id) ?? []) : [];
    const verdict = judged(order, told, lines.length > 0);
    settled.push({ told, verdict });
    if (order && verdict.state !== 'own' && !isAlike(lines, verdict.lines))
      completed.push(await complete(tx, brandId, customers, order, verdict.lines));
  }
  await settleTold(tx, brandId, settled);
  return { outcomes, completed };
}

/** Gives an order other lines; what its sender said with it stays as it is. */
async function complete(
  tx: Tx,
  brandId: number,
  customers: LockedCustomers,
  order: OrderRow,
  lines: readonly NewOrderLine[],
): Promise<CorrectedOrder> {
  const owner = customers.find(order.customerId);
  if (!owner) throw new RunAgain('an order came in beside its lines');
  return {
    ...(await correctOne(tx, brandId, order, { ...order, lines })),
    ...owner,
    filedUnder: order.customerId,
  };
}

const isAlike = (standing: readonly NewOrderLine[], lines: readonly NewOrderLine[]): boolean =>
  standing.length === lines.length && lines.every((line, i) => isSameLine(line, standing[i] as NewOrderLine));
