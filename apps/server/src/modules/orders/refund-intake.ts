import { addKeyedRows, type KeyedRow } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import { fitRefunds } from './refunds';
import type { OrdersStore, RefundRow, StandingOrder } from './store';

/** A refund that counts from now on. */
export interface AppliedRefund {
  readonly refundId: number;
  readonly order: StandingOrder;
  readonly amountFen: number;
  /** All refunds of the order up to and including this one. */
  readonly refundedFenSoFar: number;
  readonly refundedAtMs: number;
}

export type RefundOutcome = 'accepted' | 'duplicate' | 'REFUND_CONFLICT' | 'REFUND_EXCEEDS_ORDER';

/** What became of the refunds of one batch. */
export interface RefundIntake {
  /** One per refund, in the order given. */
  readonly outcomes: readonly RefundOutcome[];
  readonly applied: readonly AppliedRefund[];
}

const keyText = (key: Buffer): string => key.toString('latin1');
const ascending = (keys: Iterable<Buffer>): Buffer[] =>
  [...new Map([...keys].map((key) => [keyText(key), key])).values()].sort((a, b) => Buffer.compare(a, b));

/**
 * Applies the refunds that came before their orders. Called right after the orders are inserted: whoever writes the
 * later of the two looks for the other one with a locking read after its own insert, so they cannot miss each other.
 */
export async function applyWaiting(
  tx: Tx,
  brandId: number,
  store: OrdersStore,
  newOrders: readonly StandingOrder[],
): Promise<AppliedRefund[]> {
  const waiting = await store.lockWaiting(tx, brandId, ascending(newOrders.map((order) => order.key)));
  if (waiting.length === 0) return [];
  const applied: AppliedRefund[] = [];
  const settled: { id: number; orderId: number; state: 'applied' | 'excess' }[] = [];
  for (const order of newOrders) {
    const own = waiting.filter((refund) => refund.orderKey.equals(order.key));
    const fitted = fitRefunds(order.amountFen, order.refundedFen, own);
    for (const { refund, refundedFenSoFar } of fitted.applied) {
      const { id, amountFen, refundedAtMs } = refund;
      applied.push({ refundId: id, order, amountFen, refundedFenSoFar, refundedAtMs });
      settled.push({ id, orderId: order.id, state: 'applied' });
    }
    for (const { id } of fitted.excess) settled.push({ id, orderId: order.id, state: 'excess' });
  }
  await store.settleRefunds(tx, settled);
  await store.addRefunded(tx, raisedBy(applied));
  return applied;
}

/**
 * Takes refunds in. An order's row is locked before anything is decided about its refunds (ORDERS-2); a refund whose
 * order is not here yet is kept waiting for it.
 */
export async function takeRefunds(
  tx: Tx,
  brandId: number,
  store: OrdersStore,
  rows: readonly RefundRow[],
): Promise<RefundIntake> {
  const locked = await store.lockOrders(tx, brandId, ascending(rows.map((row) => row.orderKey)));
  const orders = new Map(locked.map((order) => [keyText(order.key), order]));
  const known = await store.knownRefunds(tx, brandId, ascending(rows.map((row) => row.key)));
  const standing = new Map<string, KeyedRow>(known.map((row) => [keyText(row.key), row]));
  for (const row of rows) if (!standing.has(keyText(row.key))) standing.set(keyText(row.key), row);

  const fresh = rows.filter((row) => standing.get(keyText(row.key)) === row);
  const { applied, refused } = planFresh(fresh, orders);
  const kept = new Map(applied.map(({ refundId, order }) => [refundId, order]));
  const written = fresh
    .filter((row) => !refused.has(row.id))
    .map((row): RefundRow => {
      const order = kept.get(row.id);
      return order ? { ...row, orderId: order.id, state: 'applied' } : row;
    });
  await insertAll(tx, brandId, store, written);
  await store.addRefunded(tx, raisedBy(applied));
  const outcomes = rows.map((row): RefundOutcome => {
    const first = standing.get(keyText(row.key)) as KeyedRow;
    if (!first.contentHash.equals(row.contentHash)) return 'REFUND_CONFLICT';
    if (refused.has(first.id)) return 'REFUND_EXCEEDS_ORDER';
    return first === row ? 'accepted' : 'duplicate';
  });
  return { outcomes, applied };
}

/** Which refunds their orders bear; those without an order are neither applied nor refused. */
function planFresh(
  fresh: readonly RefundRow[],
  orders: ReadonlyMap<string, StandingOrder>,
): { applied: AppliedRefund[]; refused: Set<number> } {
  const byOrder = new Map<StandingOrder, RefundRow[]>();
  for (const row of fresh) {
    const order = orders.get(keyText(row.orderKey));
    if (order) byOrder.set(order, [...(byOrder.get(order) ?? []), row]);
  }
  const applied: AppliedRefund[] = [];
  const refused = new Set<number>();
  for (const [order, refunds] of byOrder) {
    const fitted = fitRefunds(order.amountFen, order.refundedFen, refunds);
    for (const { refund, refundedFenSoFar } of fitted.applied) {
      const { id, amountFen, refundedAtMs } = refund;
      applied.push({ refundId: id, order, amountFen, refundedFenSoFar, refundedAtMs });
    }
    for (const { id } of fitted.excess) refused.add(id);
  }
  return { applied, refused };
}

/**
 * @throws RunAgain when another transaction brought one of these refunds, or the order that one waits for, between our
 *   look and our insert; the next attempt sees it
 */
async function insertAll(
  tx: Tx,
  brandId: number,
  store: OrdersStore,
  rows: readonly RefundRow[],
): Promise<void> {
  const verdicts = await addKeyedRows(
    rows,
    (free) => store.addRefunds(tx, brandId, free),
    (keys) => store.knownRefunds(tx, brandId, keys),
  );
  if (verdicts.some((verdict) => verdict !== 'new')) throw new RunAgain('a refund came in twice at once');
  const waitedFor = ascending(rows.filter((row) => row.state === 'waiting').map((row) => row.orderKey));
  const arrived = await store.lockOrders(tx, brandId, waitedFor);
  if (arrived.length > 0) throw new RunAgain('an order came in beside its refund');
}

function raisedBy(applied: readonly AppliedRefund[]): { orderId: number; byFen: number }[] {
  const byOrder = new Map<number, number>();
  for (const { order, amountFen } of applied) byOrder.set(order.id, (byOrder.get(order.id) ?? 0) + amountFen);
  return [...byOrder].map(([orderId, byFen]) => ({ orderId, byFen }));
}
