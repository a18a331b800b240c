import { fitRefunds, type NewOrderLine } from '@liuliang/domain';
import type { Actor } from '../../platform/actor';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import type { NewRowOf, RowOf } from '../../platform/db/table';
import type { LockedCustomers } from '../members';
import { orderLines, orders, orderVersions, refunds } from './entities';
import { toldLine, type CorrectedOrder, type OrderContent } from './marks';
import { settleRefunds, withNamedLines } from './queries';
import { linesOfCorrected } from './told-lines';

/** What a sender says of an order now, with codes resolved. */
export interface CorrectionRow extends Omit<OrderContent, 'refundedFen' | 'lines'> {
  readonly orderKey: Buffer;
  readonly contentHash: Buffer;
  readonly toldAtMs: number;
  /** Of whom the sender says the order is: 0, or a customer that is locked. */
  readonly customerId: number;
  readonly lines: readonly NewOrderLine[];
  readonly by: Actor;
}

/** What an order is to say. */
export type CorrectedContent = Omit<CorrectionRow, 'orderKey' | 'customerId' | 'by'>;

export type CorrectionOutcome = 'accepted' | 'duplicate' | 'ORDER_OTHER_CUSTOMER';

/** A correction that was made, with what its audit row says. */
export interface MadeCorrection {
  readonly corrected: CorrectedOrder;
  readonly by: Actor;
  readonly hashBefore: Buffer;
  readonly hashAfter: Buffer;
}

type OrderRow = RowOf<typeof orders>;
type Line = RowOf<typeof orderLines>;

/**
 * Gives orders other content, one after the other as they come. What they said before is kept (ORDERS-4). All of their
 * refunds are fitted anew into what they are worth now, so that the outcome is that of the right order from the start.
 */
export async function correctOrders(
  tx: Tx,
  brandId: number,
  customers: LockedCustomers,
  rows: readonly CorrectionRow[],
): Promise<{ readonly outcomes: CorrectionOutcome[]; readonly made: MadeCorrection[] }> {
  const outcomes: CorrectionOutcome[] = [];
  const made: MadeCorrection[] = [];
  for (const row of rows) {
    const order = await orders.one(tx, brandId, { orderKey: row.orderKey }, { lock: 'update' });
    const owner = order && customers.find(order.customerId);
    if (!order || !owner) throw new RunAgain('an order to be corrected came in beside its correction');
    if (order.contentHash.equals(row.contentHash)) outcomes.push('duplicate');
    else if (customers.find(row.customerId)?.customerId !== owner.customerId)
      outcomes.push('ORDER_OTHER_CUSTOMER');
    else {
      const filedUnder = order.customerId;
      const lines = await linesOfCorrected(tx, brandId, row);
      const corrected = {
        ...(await correctOne(tx, brandId, order, { ...row, lines })),
        ...owner,
        filedUnder,
      };
      made.push({ corrected, by: row.by, hashBefore: order.contentHash, hashAfter: row.contentHash });
      outcomes.push('accepted');
    }
  }
  return { outcomes, made };
}

export async function correctOne(
  tx: Tx,
  brandId: number,
  order: OrderRow,
  row: CorrectedContent,
): Promise<Omit<CorrectedOrder, 'customerId' | 'family' | 'filedUnder' | 'mergedAtMs'>> {
  const orderId = order.id;
  const oldLines = await orderLines.select(tx, { orderId }, { order: 'line' });
  const version = await keepVersion(tx, order, oldLines);
  const { amountFen, channel, storeId, guideId, contentHash } = row;
  const { toldAtMs, ...paid } = paidWhen(order, row);
  const newLines = row.lines.map((line, i): NewRowOf<typeof orderLines> & { refundedFen: number } => ({
    ...line,
    orderId,
    line: i + 1,
    item: Buffer.from(line.item),
    refundedFen: 0,
  }));
  const standing = await refundsOf(tx, brandId, orderId);
  const { applied } = fitRefunds({ amountFen, refundedFen: 0, lines: newLines }, standing);
  const last = applied.at(-1);
  const refundedFen = last?.refundedFenSoFar ?? 0;
  const lines = newLines.map((line) => ({
    ...line,
    refundedFen: last?.state.lines.find((one) => one.line === line.line)?.refundedFen ?? 0,
  }));
  const isApplied = new Set(applied.map(({ refund }) => refund.id));
  await settleRefunds(
    tx,
    standing.map(({ id }) => ({
      id,
      orderId,
      state: isApplied.has(id) ? ('applied' as const) : ('excess' as const),
    })),
  );
  const said = { ...paid, amountFen, channel, storeId, guideId };
  await orders.set(tx, brandId, { id: orderId }, { ...said, contentHash, refundedFen, toldAtMs });
  await orderLines.remove(tx, { orderId });
  await orderLines.insert(tx, lines);
  return {
    orderId,
    version,
    correctedAtMs: tx.nowMs(),
    before: { ...order, lines: oldLines.map(toldLine) },
    after: { ...said, refundedFen, lines: lines.map(toldLine) },
  };
}

/** Who says the same instant as before means the same, whatever their clock made of it. */
function paidWhen(
  order: OrderRow,
  row: CorrectedContent,
): Pick<OrderRow, 'paidAtMs' | 'paidDay' | 'toldAtMs'> {
  const isAsBefore = (row.toldAtMs || row.paidAtMs) === order.toldAtMs;
  const { paidAtMs, paidDay, toldAtMs } = isAsBefore ? order : row;
  return { paidAtMs, paidDay, toldAtMs };
}

/** @returns the number of the content that is being replaced */
async function keepVersion(tx: Tx, order: OrderRow, lines: readonly Line[]): Promise<number> {
  const version = (await orderVersions.count(tx, { orderId: order.id })) + 1;
  const {
    id: orderId,
    contentHash,
    paidAtMs,
    paidDay,
    amountFen,
    refundedFen,
    channel,
    storeId,
    guideId,
  } = order;
  const content = { contentHash, paidAtMs, paidDay, amountFen, refundedFen, channel, storeId, guideId };
  const told = lines.map(({ item, quantity, ...line }) => ({
    item: item.toString(),
    quantity,
    amountFen: line.amountFen,
    refundedFen: line.refundedFen,
  }));
  await orderVersions.insert(tx, [
    { ...content, orderId, version, lines: JSON.stringify(told), replacedAtMs: tx.nowMs() },
  ]);
  return version;
}

/** Those that wait are of no order that is here, so that every refund of this one was fitted before. */
async function refundsOf(tx: Tx, brandId: number, orderId: number) {
  const rows = await refunds.select(
    tx,
    brandId,
    { orderId },
    { order: 'refunded_at_ms, refund_key', lock: 'update' },
  );
  return withNamedLines(tx, rows);
}
