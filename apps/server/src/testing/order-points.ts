import { DAY_MS, floorRatio } from '@liuliang/domain';
import { RewardsService } from '../modules/earning';
import { queryIn, type Reader, type Tx } from '../platform/db/statements';

/** A paid order of stories that care for the ledger and not for who sold what. */
export interface StoryOrder {
  readonly orderId: number;
  readonly customerId: number;
  readonly amountFen: number;
  readonly paidAtMs: number;
}

export interface StoryRefund {
  readonly refundId: number;
  readonly orderId: number;
  readonly customerId: number;
  readonly orderAmountFen: number;
  readonly refundedFenSoFar: number;
  readonly refundedAtMs: number;
}

interface Services {
  get<T>(token: { readonly prototype: T }): T;
}

const NOTHING = { orders: [], refunds: [], events: [], corrections: [] };

/** Lets orders earn by the rules of their brand. @returns points of each */
export async function payOrders(
  services: Services,
  tx: Tx,
  brandId: number,
  orders: readonly StoryOrder[],
): Promise<number[]> {
  const paid = orders.map((order) => ({
    ...order,
    family: [order.customerId],
    filedUnder: order.customerId,
    mergedAtMs: 0,
    paidDay: floorRatio(order.paidAtMs, 1, DAY_MS),
    channel: 0,
    storeId: 0,
    guideId: 0,
    lines: [],
  }));
  await services.get(RewardsService).post(tx, brandId, { ...NOTHING, orders: paid });
  const posted = await issuedBy(
    tx,
    brandId,
    orders.map(({ orderId }) => `earn:${orderId}`),
  );
  return orders.map(({ orderId }) => Math.abs(posted.get(`earn:${orderId}`) ?? 0));
}

/** Takes back what refunds make undue. @returns points of each; 0 for one that was posted before */
export async function refundOrders(
  services: Services,
  tx: Tx,
  brandId: number,
  refunds: readonly StoryRefund[],
): Promise<number[]> {
  const keys = refunds.map(({ refundId }) => `clawback:${refundId}`);
  const before = await issuedBy(tx, brandId, keys);
  const applied = refunds.map((refund) => ({
    ...refund,
    amountFen: refund.refundedFenSoFar,
    family: [refund.customerId],
    filedUnder: refund.customerId,
    mergedAtMs: 0,
    state: {
      lines: [{ line: 0, amountFen: refund.orderAmountFen, refundedFen: 0 }],
      unlinedFen: refund.refundedFenSoFar,
    },
  }));
  await services.get(RewardsService).post(tx, brandId, { ...NOTHING, refunds: applied });
  const after = await issuedBy(tx, brandId, keys);
  return keys.map((key) => (before.has(key) ? 0 : (after.get(key) ?? 0)));
}

/** What postings moved into issuance of points, by key. */
async function issuedBy(
  reader: Reader,
  brandId: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await queryIn<{ key: Buffer; points: number }>(
    reader,
    keys.map((key) => Buffer.from(key)),
    (list) =>
      'SELECT t.posting_key AS `key`, e.amount AS points FROM ledger_transaction t' +
      ' JOIN ledger_entry e ON e.transaction_id = t.id' +
      " JOIN ledger_account a ON a.id = e.account_id AND a.bucket = 'issuance' AND a.asset = 'points'" +
      ` WHERE t.brand_id = ? AND t.posting_key IN (${list})`,
    [brandId],
  );
  return new Map(rows.map(({ key, points }) => [key.toString(), points]));
}
