import { fitRefunds, groupedBy, type RefundState } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { orderLines, orders, refunds, withdrawnRefunds } from './entities';
import { withNamedLines } from './queries';

/** A refund that counts, with all refunds of its order up to it in the order of their time. */
export interface PastRefund {
  readonly refundId: number;
  readonly refundedAtMs: number;
  readonly receivedAtMs: number;
  /** Its place in the order of time: when it happened, or when it became known. */
  readonly countsAtMs: number;
  readonly state: RefundState;
}

/**
 * What was refunded of orders, refund by refund in the order of time, whatever the order of arrival; by order id. Of an
 * order whose refunds all count no more, nothing: what was taken for them is not due.
 * @param countsAtMs where a refund stands in that order
 */
export async function refundHistories(
  reader: Reader,
  brandId: number,
  orderIds: readonly number[],
  countsAtMs: (refund: { readonly refundedAtMs: number; readonly receivedAtMs: number }) => number,
): Promise<Map<number, PastRefund[]>> {
  const state = ['applied', 'excess'] as const;
  const known = await refunds.select(reader, brandId, { orderId: orderIds, state });
  const columns = { columns: ['orderId'] } as const;
  const gone = await withdrawnRefunds.select(reader, brandId, { orderId: orderIds }, columns);
  const refunded = [...new Set([...known, ...gone].map(({ orderId }) => orderId))];
  if (refunded.length === 0) return new Map();
  const applied = known.filter((row) => row.state === 'applied');
  const lines = groupedBy(
    await orderLines.select(reader, { orderId: refunded }, { order: 'order_id, line' }),
    ({ orderId }) => orderId,
  );
  const byOrder = groupedBy(await withNamedLines(reader, applied), ({ orderId }) => orderId);
  const amounts = await orders.select(reader, brandId, { id: refunded }, { columns: ['id', 'amountFen'] });
  return new Map(
    amounts.map(({ id, amountFen }): [number, PastRefund[]] => {
      const own = (byOrder.get(id) ?? []).map((row) => ({
        ...{ id: row.id, refundKey: row.refundKey, amountFen: row.amountFen, happened: row },
        refundedAtMs: countsAtMs(row),
        lines: row.lines,
      }));
      const worth = { amountFen, refundedFen: 0, lines: (lines.get(id) ?? []).map(unrefunded) };
      return [
        id,
        fitRefunds(worth, own).applied.map(({ refund, state }) => ({
          refundId: refund.id,
          refundedAtMs: refund.happened.refundedAtMs,
          receivedAtMs: refund.happened.receivedAtMs,
          countsAtMs: refund.refundedAtMs,
          state,
        })),
      ];
    }),
  );
}

/** Of these refunds those of an order of which a later one was known before. */
export async function outOfTurn<R extends { readonly orderId: number; readonly refundedAtMs: number }>(
  reader: Reader,
  brandId: number,
  brought: readonly R[],
): Promise<R[]> {
  const orderId = [...new Set(brought.map((refund) => refund.orderId))];
  const columns = ['orderId', 'refundedAtMs'] as const;
  const known = await refunds.select(reader, brandId, { orderId, state: 'applied' }, { columns });
  const lastOf = new Map<number, number>();
  for (const row of known) lastOf.set(row.orderId, Math.max(lastOf.get(row.orderId) ?? 0, row.refundedAtMs));
  return brought.filter((refund) => (lastOf.get(refund.orderId) ?? 0) > refund.refundedAtMs);
}

const unrefunded = <L extends { readonly line: number; readonly amountFen: number }>({
  line,
  amountFen,
}: L) => ({
  line,
  amountFen,
  refundedFen: 0,
});
