import { insertRows, type Tx, type Value } from '../../platform/db/statements';
import { writeFactsBarely, type BareState } from './layers-limits.queries';
import { writeBlindly, type BarePosting } from './ledger-limits.queries';

const ORDER = ['id', 'brand_id', 'order_key', 'content_hash', 'customer_id', 'paid_at_ms', 'paid_day'].concat(
  ['amount_fen', 'refunded_fen', 'channel', 'received_at_ms'],
);
const HASH = Buffer.alloc(16, 0xab);
const AMOUNT_FEN = 12_345;
const CHANNEL = 1;

/** An order as bare figures, with what follows from it. */
export interface BareOrder {
  readonly id: number;
  readonly key: Buffer;
  readonly customerId: number;
  readonly atMs: number;
  readonly row: BareState;
  readonly posting: BarePosting;
}

/**
 * The ceiling: the orders, a posting of two entries with its lot and balances, the facts of brand and channel, and the
 * running figures, by the same multi-row statements; nothing read, nothing judged. Ours posts growth beside, so the
 * ceiling is a little higher than it could be.
 */
export async function writeOrdersBarely(
  tx: Tx,
  brandId: number,
  orders: readonly BareOrder[],
  writer: number,
): Promise<void> {
  const rows = orders.map(({ id, key, customerId, atMs, row }): Value[] => [
    ...[id, brandId, key, HASH, customerId, atMs, row.day],
    ...[AMOUNT_FEN, 0, CHANNEL, atMs],
  ]);
  await insertRows(tx, 'sale_order', ORDER, rows);
  const facts = [0, CHANNEL].flatMap((scope) =>
    orders.map(({ customerId, row }) => ({ scope, customerId, row })),
  );
  await writeFactsBarely(tx, brandId, facts, orders);
  await writeBlindly(
    tx,
    orders.map(({ posting }) => posting),
    writer,
  );
}
