import {
  groupedBy,
  judgeToldLines,
  toldSum,
  type NewOrderLine,
  type ToldLine,
  type ToldVerdict,
} from '@liuliang/domain';
import { ascendingKeys, keyText } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { toldLines, toldOrders } from './entities';

/** A line of an order as its sender told it, judged sound by itself. */
export interface NewToldLine extends ToldLine {
  readonly orderKey: Buffer;
}

export type LineOutcome = 'accepted' | 'duplicate' | 'ORDER_LINE_CONFLICT';

/** An order with all the lines that came by themselves, locked. */
export interface ToldOrder {
  readonly id: number;
  readonly orderKey: Buffer;
  readonly state: RowOf<typeof toldOrders>['state'];
  readonly lines: readonly ToldLine[];
}

/** Lines that were told of an order, and what they are to it. */
export interface SettledLines {
  readonly told: ToldOrder;
  readonly verdict: ToldVerdict;
}

/** What an order says, with the lines that its sender says with it; empty: none. */
interface SaidOrder {
  readonly orderKey: Buffer;
  readonly amountFen: number;
  readonly lines: readonly NewOrderLine[];
}

/** New orders, with the lines that came before them where those add up. */
export async function withToldLines<R extends SaidOrder>(
  tx: Tx,
  brandId: number,
  paid: readonly R[],
): Promise<readonly R[]> {
  const before = await linesBefore(tx, brandId, paid);
  if (before.size === 0) return paid;
  const settled: SettledLines[] = [];
  const lined = paid.map((row) => {
    const told = before.get(keyText(row.orderKey));
    if (!told) return row;
    const verdict = judged(row, told, row.lines.length > 0);
    settled.push({ told, verdict });
    return verdict.state === 'applied' ? { ...row, lines: verdict.lines } : row;
  });
  await settleTold(tx, brandId, settled);
  return lined;
}

/** The lines that an order has after a correction: its own, or those that came by themselves and add up to what it says now. */
export async function linesOfCorrected(
  tx: Tx,
  brandId: number,
  row: SaidOrder,
): Promise<readonly NewOrderLine[]> {
  const told = (await linesBefore(tx, brandId, [row])).get(keyText(row.orderKey));
  if (!told) return row.lines;
  const hasOwnLines = row.lines.length > 0;
  // Whatever lines it had before, it has none of them by itself now.
  const verdict = judged(row, hasOwnLines ? { ...told, state: 'own' } : told, hasOwnLines);
  await settleTold(tx, brandId, [{ told, verdict }]);
  return hasOwnLines ? row.lines : verdict.lines;
}

/**
 * Keeps lines, each once. The orders that are here are locked, with everybody whose they are.
 *
 * @returns one outcome per line, in the order given, and the orders that have lines which they had not before
 */
export async function keepLines(
  tx: Tx,
  brandId: number,
  rows: readonly NewToldLine[],
  corrects: boolean,
): Promise<{ readonly outcomes: LineOutcome[]; readonly changed: ToldOrder[] }> {
  const told = await lockTold(tx, brandId, rows);
  const { outcomes, standing } = judgeEach(told, rows, corrects);
  // Of a line that is corrected twice the last one stands.
  const last = new Map(
    rows
      .filter((_, i) => outcomes[i] === 'accepted')
      .map((row) => [`${row.line} ${keyText(row.orderKey)}`, row]),
  );
  const written = [...last.values()].map(({ orderKey, line, item, quantity, amountFen }) => {
    const toldId = told.get(keyText(orderKey))?.id;
    if (toldId === undefined) throw new Error('ORDERS-6: the order of a line was locked');
    return { toldId, line, item: Buffer.from(item), quantity, amountFen };
  });
  await toldLines.insert(tx, written, { upsert: ['item', 'quantity', 'amountFen'] });
  const touched = new Set(written.map(({ toldId }) => toldId));
  const changed = [...told]
    .filter(([, { id }]) => touched.has(id))
    .map(([key, order]) => ({ ...order, lines: [...(standing.get(key)?.values() ?? [])] }));
  return { outcomes, changed };
}

/** What `keepLines` would answer, writing nothing. */
export async function judgeLines(
  reader: Reader,
  brandId: number,
  rows: readonly NewToldLine[],
  corrects: boolean,
): Promise<LineOutcome[]> {
  return judgeEach(await toldOf(reader, brandId, rows, false), rows, corrects).outcomes;
}

/** Each line beside what was told before it; `standing` are the lines of each order after all of them. */
function judgeEach(
  told: ReadonlyMap<string, ToldOrder>,
  rows: readonly NewToldLine[],
  corrects: boolean,
): { outcomes: LineOutcome[]; standing: Map<string, Map<number, ToldLine>> } {
  const standing = new Map([...told].map(([key, { lines }]) => [key, byNumber(lines)]));
  const outcomes = rows.map((row): LineOutcome => {
    const key = keyText(row.orderKey);
    const lines = standing.get(key) ?? new Map<number, ToldLine>();
    const earlier = lines.get(row.line);
    if (earlier && isSameLine(earlier, row)) return 'duplicate';
    if (earlier && !corrects) return 'ORDER_LINE_CONFLICT';
    standing.set(key, lines.set(row.line, row));
    return 'accepted';
  });
  return { outcomes, standing };
}

/** Lines that came before these orders, locked: whoever writes the later of the two looks for the other one. */
const linesBefore = (
  tx: Tx,
  brandId: number,
  arrived: readonly { readonly orderKey: Buffer }[],
): Promise<Map<string, ToldOrder>> => toldOf(tx, brandId, arrived, true);

/** Says what has become of lines; the caller holds their locks. */
export async function settleTold(tx: Tx, brandId: number, settled: readonly SettledLines[]): Promise<void> {
  const rows = settled.map(({ told, verdict }) => ({
    ...{ id: told.id, brandId, orderKey: told.orderKey, state: verdict.state },
    ...{ lineCount: told.lines.length, amountFen: toldSum(told.lines), receivedAtMs: tx.nowMs() },
  }));
  await toldOrders.insert(tx, rows, { upsert: ['state', 'lineCount', 'amountFen'] });
}

/** Whether an order has lines that its sender said with it, and not those that came by themselves. */
export const judged = (
  order: { readonly amountFen: number } | null,
  told: ToldOrder,
  hasLines: boolean,
): ToldVerdict =>
  judgeToldLines(
    order && { amountFen: order.amountFen, hasOwnLines: hasLines && told.state !== 'applied' },
    told.lines,
  );

async function lockTold(
  tx: Tx,
  brandId: number,
  rows: readonly { readonly orderKey: Buffer }[],
): Promise<Map<string, ToldOrder>> {
  const fresh = ascendingKeys(rows.map(({ orderKey }) => orderKey)).map((orderKey) => ({
    ...{ id: tx.nextId(), brandId, orderKey, state: 'waiting' as const },
    ...{ lineCount: 0, amountFen: 0, receivedAtMs: tx.nowMs() },
  }));
  await toldOrders.insert(tx, fresh, { ignore: true });
  return toldOf(tx, brandId, rows, true);
}

async function toldOf(
  reader: Reader,
  brandId: number,
  rows: readonly { readonly orderKey: Buffer }[],
  isLocked: boolean,
): Promise<Map<string, ToldOrder>> {
  const found = await toldOrders.select(
    reader,
    brandId,
    { orderKey: ascendingKeys(rows.map(({ orderKey }) => orderKey)) },
    {
      columns: ['id', 'orderKey', 'state'],
      order: 'order_key',
      ...(isLocked && { lock: 'update' as const }),
    },
  );
  const lines = await toldLines.select(
    reader,
    { toldId: found.map(({ id }) => id) },
    { order: 'told_id, line' },
  );
  const linesOf = groupedBy(lines, ({ toldId }) => toldId);
  return new Map(
    found.map((row) => [
      keyText(row.orderKey),
      { ...row, lines: (linesOf.get(row.id) ?? []).map((line) => ({ ...line, item: line.item.toString() })) },
    ]),
  );
}

const byNumber = (lines: readonly ToldLine[]): Map<number, ToldLine> =>
  new Map(lines.map((line) => [line.line, line]));

/** Whether two lines say the same, whatever their numbers. */
export const isSameLine = (a: NewOrderLine, b: NewOrderLine): boolean =>
  a.item === b.item && a.quantity === b.quantity && a.amountFen === b.amountFen;
