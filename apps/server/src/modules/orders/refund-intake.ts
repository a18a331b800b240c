import {
  appendTo,
  fitRefunds,
  groupedBy,
  type Fitted,
  type OpenRefund,
  type RefundState,
} from '@liuliang/domain';
import { ascendingKeys, keyText, type Standing } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import type { NewRowOf, RowOf } from '../../platform/db/table';
import { keyedRefunds, orderLines, orders, refundLines, refunds } from './entities';
import { addRefunded, settleRefunds, withNamedLines } from './queries';
import { withdrawnAmong } from './withdrawals';

const STANDING = ['id', 'orderKey', 'customerId', 'amountFen', 'refundedFen'] as const;
/** An order as refunds see it. */
export type StandingOrder = Readonly<Pick<RowOf<typeof orders>, (typeof STANDING)[number]>>;

/** A refund as it came in, with the lines that it names. */
export type LinedRefund = Readonly<NewRowOf<typeof refunds>> & Pick<OpenRefund, 'lines'>;

/** A refund that counts from now on. */
export interface AppliedToOrder {
  readonly refundId: number;
  readonly order: StandingOrder;
  readonly amountFen: number;
  /** All refunds of the order up to and including this one. */
  readonly refundedFenSoFar: number;
  readonly refundedAtMs: number;
  /** As above, by line. */
  readonly state: RefundState;
}

export type RefundOutcome =
  'accepted' | 'duplicate' | 'REFUND_CONFLICT' | 'REFUND_EXCEEDS_ORDER' | 'REFUND_WITHDRAWN';

/** What became of the refunds of one batch. */
interface RefundIntake {
  /** One per refund, in the order given. */
  readonly outcomes: readonly RefundOutcome[];
  readonly applied: readonly AppliedToOrder[];
}

/** Orders by key, locked until commit; waits for orders that another transaction is just inserting. */
export const lockOrders = (tx: Tx, brandId: number, keys: readonly Buffer[]): Promise<StandingOrder[]> =>
  orders.select(
    tx,
    brandId,
    { orderKey: ascendingKeys(keys) },
    { columns: STANDING, order: 'order_key', lock: 'update' },
  );

/**
 * Applies the refunds that came before their orders. Called right after the orders are inserted: whoever writes the
 * later of the two looks for the other one with a locking read after its own insert, so they cannot miss each other.
 */
export async function applyWaiting(
  tx: Tx,
  brandId: number,
  newOrders: readonly StandingOrder[],
): Promise<AppliedToOrder[]> {
  const waiting = await refunds.select(
    tx,
    brandId,
    { orderKey: ascendingKeys(newOrders.map((order) => order.orderKey)), state: 'waiting' },
    { order: 'order_key, refund_key', lock: 'update' },
  );
  if (waiting.length === 0) return [];
  const byOrder = groupedBy(await withNamedLines(tx, waiting), ({ orderKey }) => keyText(orderKey));
  const awaited = newOrders.filter(({ orderKey }) => byOrder.has(keyText(orderKey)));
  const lines = await linesOf(tx, awaited);
  const applied: AppliedToOrder[] = [];
  const settled: Parameters<typeof settleRefunds>[1][number][] = [];
  for (const order of awaited) {
    const fitted = fitRefunds(worthOf(order, lines), byOrder.get(keyText(order.orderKey)) ?? []);
    appendTo(applied, appliedTo(order, fitted));
    for (const { refund } of fitted.applied)
      settled.push({ id: refund.id, orderId: order.id, state: 'applied' });
    for (const { id } of fitted.excess) settled.push({ id, orderId: order.id, state: 'excess' });
  }
  await settleRefunds(tx, settled);
  await raise(tx, applied, lines);
  return applied;
}

/**
 * Takes refunds in. An order's row is locked before anything is decided about its refunds (ORDERS-2); a refund whose
 * order is not here yet is kept waiting for it.
 */
export async function takeRefunds(
  tx: Tx,
  brandId: number,
  rows: readonly LinedRefund[],
): Promise<RefundIntake> {
  const locked = await lockOrders(
    tx,
    brandId,
    rows.map((row) => row.orderKey),
  );
  const standing = await keyedRefunds.known(tx, brandId, rows);
  // Asked after what stands: a refund that is taken back meanwhile is found here or there.
  const isWithdrawn = await withdrawnAmong(tx, brandId, rows);
  for (const row of rows)
    if (!standing.has(keyText(row.refundKey)) && !isWithdrawn(row)) standing.set(keyText(row.refundKey), row);

  const fresh = rows.filter((row) => standing.get(keyText(row.refundKey)) === row);
  const lines = await linesOf(tx, locked);
  const { applied, refused } = planFresh(fresh, locked, lines);
  const kept = new Map(applied.map(({ refundId, order }) => [refundId, order]));
  const written = fresh
    .filter((row) => !refused.has(row.id))
    .map((row): LinedRefund => {
      const order = kept.get(row.id);
      return order ? { ...row, orderId: order.id, state: 'applied' } : row;
    });
  await insertAll(tx, brandId, written);
  await raise(tx, applied, lines);
  const outcomes = rows.map((row): RefundOutcome => {
    if (isWithdrawn(row)) return 'REFUND_WITHDRAWN';
    const first = standing.get(keyText(row.refundKey)) as Standing;
    if (!first.contentHash.equals(row.contentHash)) return 'REFUND_CONFLICT';
    if (refused.has(first.id)) return 'REFUND_EXCEEDS_ORDER';
    return first === row ? 'accepted' : 'duplicate';
  });
  return { outcomes, applied };
}

/** Which refunds their orders bear; those without an order are neither applied nor refused. */
function planFresh(
  fresh: readonly LinedRefund[],
  locked: readonly StandingOrder[],
  lines: LinesByOrder,
): { applied: AppliedToOrder[]; refused: Set<number> } {
  const byOrder = groupedBy(fresh, ({ orderKey }) => keyText(orderKey));
  const applied: AppliedToOrder[] = [];
  const refused = new Set<number>();
  for (const order of locked) {
    const fitted = fitRefunds(worthOf(order, lines), byOrder.get(keyText(order.orderKey)) ?? []);
    appendTo(applied, appliedTo(order, fitted));
    for (const { id } of fitted.excess) refused.add(id);
  }
  return { applied, refused };
}

type OrderLine = RowOf<typeof orderLines>;
type LinesByOrder = ReadonlyMap<number, OrderLine[]>;

async function linesOf(tx: Tx, of: readonly StandingOrder[]): Promise<LinesByOrder> {
  const where = { orderId: of.map(({ id }) => id) };
  return groupedBy(await orderLines.select(tx, where, { order: 'order_id, line' }), (row) => row.orderId);
}

const worthOf = ({ id, amountFen, refundedFen }: StandingOrder, lines: LinesByOrder) => ({
  amountFen,
  refundedFen,
  lines: lines.get(id) ?? [],
});

function appliedTo(
  order: StandingOrder,
  fitted: Fitted<OpenRefund & { readonly id: number }>,
): AppliedToOrder[] {
  return fitted.applied.map(({ refund: { id, amountFen, refundedAtMs }, refundedFenSoFar, state }) => ({
    refundId: id,
    order,
    amountFen,
    refundedFenSoFar,
    refundedAtMs,
    state,
  }));
}

/**
 * @throws RunAgain when another transaction brought one of these refunds, or the order that one waits for, between our
 *   look and our insert; the next attempt sees it
 */
async function insertAll(tx: Tx, brandId: number, rows: readonly LinedRefund[]): Promise<void> {
  const verdicts = await keyedRefunds.add(tx, brandId, rows);
  if (verdicts.some((verdict) => verdict !== 'new')) throw new RunAgain('a refund came in twice at once');
  await refundLines.insert(
    tx,
    rows.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, refundId: id }))),
  );
  const waitedFor = rows.filter((row) => row.state === 'waiting').map((row) => row.orderKey);
  const arrived = await lockOrders(tx, brandId, waitedFor);
  if (arrived.length > 0) throw new RunAgain('an order came in beside its refund');
}

/** Raises what was refunded of orders and of their lines; the caller holds the locks of the orders. */
async function raise(tx: Tx, applied: readonly AppliedToOrder[], known: LinesByOrder): Promise<void> {
  const byOrder = new Map<number, number>();
  // Refunds of one order come in the order applied, so the last one has the figures of all.
  const lastState = new Map<number, RefundState>();
  for (const { order, amountFen, state } of applied) {
    byOrder.set(order.id, (byOrder.get(order.id) ?? 0) + amountFen);
    lastState.set(order.id, state);
  }
  await addRefunded(
    tx,
    [...byOrder].map(([id, byFen]) => ({ id, byFen })),
  );
  const raised = [...lastState].flatMap(([orderId, state]) =>
    (known.get(orderId) ?? []).flatMap((row): OrderLine[] => {
      const refundedFen = state.lines.find((one) => one.line === row.line)?.refundedFen ?? row.refundedFen;
      return refundedFen === row.refundedFen ? [] : [{ ...row, refundedFen }];
    }),
  );
  await orderLines.insert(tx, raised, { upsert: ['refundedFen'] });
}
