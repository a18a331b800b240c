import { addKeyedRows, type KeyedRow } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import type { RefundState } from '@liuliang/domain';
import type { NewRefundLine, OrderLineRow, OrderLinesQueries } from './lines.queries';
import { fitRefunds, type Fitted, type OpenRefund } from './refunds';
import type { OrdersQueries, RefundRow, StandingOrder } from './queries';

/** The tables that refunds are kept in. */
export interface RefundTables {
  readonly orders: OrdersQueries;
  readonly lines: OrderLinesQueries;
}

/** A refund as it came in, with the lines that it names. */
export type LinedRefund = RefundRow & { readonly lines: readonly NewRefundLine[] };

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

export type RefundOutcome = 'accepted' | 'duplicate' | 'REFUND_CONFLICT' | 'REFUND_EXCEEDS_ORDER';

/** What became of the refunds of one batch. */
export interface RefundIntake {
  /** One per refund, in the order given. */
  readonly outcomes: readonly RefundOutcome[];
  readonly applied: readonly AppliedToOrder[];
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
  tables: RefundTables,
  newOrders: readonly StandingOrder[],
): Promise<AppliedToOrder[]> {
  const waiting = await tables.orders.lockWaiting(
    tx,
    brandId,
    ascending(newOrders.map((order) => order.key)),
  );
  if (waiting.length === 0) return [];
  const refundLines = await tables.lines.ofRefunds(
    tx,
    waiting.map(({ id }) => id),
  );
  const awaited = new Set(waiting.map(({ orderKey }) => keyText(orderKey)));
  const orders = newOrders.filter(({ key }) => awaited.has(keyText(key)));
  const lines = await linesOf(tx, tables.lines, orders);
  const applied: AppliedToOrder[] = [];
  const settled: { id: number; orderId: number; state: 'applied' | 'excess' }[] = [];
  for (const order of orders) {
    const own = waiting
      .filter((refund) => refund.orderKey.equals(order.key))
      .map((refund) => ({ ...refund, lines: refundLines.get(refund.id) ?? [] }));
    const fitted = fitRefunds(worthOf(order, lines), own);
    applied.push(...appliedTo(order, fitted));
    settled.push(
      ...fitted.applied.map(({ refund: { id } }) => ({ id, orderId: order.id, state: 'applied' as const })),
      ...fitted.excess.map(({ id }) => ({ id, orderId: order.id, state: 'excess' as const })),
    );
  }
  await tables.orders.settleRefunds(tx, settled);
  await raise(tx, tables, applied, lines);
  return applied;
}

/**
 * Takes refunds in. An order's row is locked before anything is decided about its refunds (ORDERS-2); a refund whose
 * order is not here yet is kept waiting for it.
 */
export async function takeRefunds(
  tx: Tx,
  brandId: number,
  tables: RefundTables,
  rows: readonly LinedRefund[],
): Promise<RefundIntake> {
  const store = tables.orders;
  const locked = await store.lockOrders(tx, brandId, ascending(rows.map((row) => row.orderKey)));
  const orders = new Map(locked.map((order) => [keyText(order.key), order]));
  const known = await store.knownRefunds(tx, brandId, ascending(rows.map((row) => row.key)));
  const standing = new Map<string, KeyedRow>(known.map((row) => [keyText(row.key), row]));
  for (const row of rows) if (!standing.has(keyText(row.key))) standing.set(keyText(row.key), row);

  const fresh = rows.filter((row) => standing.get(keyText(row.key)) === row);
  const lines = await linesOf(tx, tables.lines, locked);
  const { applied, refused } = planFresh(fresh, orders, lines);
  const kept = new Map(applied.map(({ refundId, order }) => [refundId, order]));
  const written = fresh
    .filter((row) => !refused.has(row.id))
    .map((row): LinedRefund => {
      const order = kept.get(row.id);
      return order ? { ...row, orderId: order.id, state: 'applied' } : row;
    });
  await insertAll(tx, brandId, tables, written);
  await raise(tx, tables, applied, lines);
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
  fresh: readonly LinedRefund[],
  orders: ReadonlyMap<string, StandingOrder>,
  lines: LinesByOrder,
): { applied: AppliedToOrder[]; refused: Set<number> } {
  const byOrder = new Map<StandingOrder, LinedRefund[]>();
  for (const row of fresh) {
    const order = orders.get(keyText(row.orderKey));
    if (order) byOrder.set(order, [...(byOrder.get(order) ?? []), row]);
  }
  const applied: AppliedToOrder[] = [];
  const refused = new Set<number>();
  for (const [order, refunds] of byOrder) {
    const fitted = fitRefunds(worthOf(order, lines), refunds);
    applied.push(...appliedTo(order, fitted));
    for (const { id } of fitted.excess) refused.add(id);
  }
  return { applied, refused };
}

type LinesByOrder = ReadonlyMap<number, OrderLineRow[]>;

async function linesOf(
  tx: Tx,
  queries: OrderLinesQueries,
  orders: readonly StandingOrder[],
): Promise<LinesByOrder> {
  const byOrder = new Map<number, OrderLineRow[]>();
  for (const row of await queries.ofOrders(
    tx,
    orders.map(({ id }) => id),
  )) {
    const known = byOrder.get(row.orderId);
    if (known) known.push(row);
    else byOrder.set(row.orderId, [row]);
  }
  return byOrder;
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
async function insertAll(
  tx: Tx,
  brandId: number,
  { orders, lines }: RefundTables,
  rows: readonly LinedRefund[],
): Promise<void> {
  const verdicts = await addKeyedRows(
    rows,
    (free) => orders.addRefunds(tx, brandId, free),
    (keys) => orders.knownRefunds(tx, brandId, keys),
  );
  if (verdicts.some((verdict) => verdict !== 'new')) throw new RunAgain('a refund came in twice at once');
  await lines.addRefundLines(tx, rows);
  const waitedFor = ascending(rows.filter((row) => row.state === 'waiting').map((row) => row.orderKey));
  const arrived = await orders.lockOrders(tx, brandId, waitedFor);
  if (arrived.length > 0) throw new RunAgain('an order came in beside its refund');
}

/** Raises what was refunded of orders and of their lines. */
async function raise(
  tx: Tx,
  { orders, lines }: RefundTables,
  applied: readonly AppliedToOrder[],
  known: LinesByOrder,
): Promise<void> {
  const byOrder = new Map<number, number>();
  // Refunds of one order come in the order applied, so the last one has the figures of all.
  const lastState = new Map<number, RefundState>();
  for (const { order, amountFen, state } of applied) {
    byOrder.set(order.id, (byOrder.get(order.id) ?? 0) + amountFen);
    lastState.set(order.id, state);
  }
  await orders.addRefunded(
    tx,
    [...byOrder].map(([orderId, byFen]) => ({ orderId, byFen })),
  );
  const raised = [...lastState].flatMap(([orderId, state]) =>
    (known.get(orderId) ?? []).flatMap((row): OrderLineRow[] => {
      const refundedFen = state.lines.find((one) => one.line === row.line)?.refundedFen ?? row.refundedFen;
      return refundedFen === row.refundedFen ? [] : [{ ...row, refundedFen }];
    }),
  );
  await lines.saveRefunded(tx, raised);
}
