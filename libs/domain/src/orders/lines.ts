import { utf8Bytes } from '../shared/utf8';

/** What an order was made of, as its sender said it. */
export interface NewOrderLine {
  /** At most 64 bytes; empty: unknown. */
  readonly item: string;
  readonly quantity: number;
  /** What was paid for all pieces together. */
  readonly amountFen: number;
}

export interface NewRefundLine {
  /** Of the order, counted from 1. */
  readonly line: number;
  readonly amountFen: number;
}

const ITEM_BYTES_MAX = 64;
const QUANTITY_MAX = 1_000_000;

type Fields = Readonly<Record<string, unknown>>;

/** Lines of an order, numbered as they come; null unless all are sound and add up to the amount. */
export function readOrderLines(value: unknown, amountFen: number, linesMax: number): NewOrderLine[] | null {
  const rows = rowsOf(value, ['item', 'quantity', 'amount_fen'], linesMax);
  if (!rows) return null;
  const lines = rows.map(({ item = '', quantity, amount_fen }) => ({
    item: item as string,
    quantity: quantity as number,
    amountFen: amount_fen as number,
  }));
  const isSound = lines.every(
    (line) =>
      isItem(line.item) && isWhole(line.quantity, 1, QUANTITY_MAX) && isWhole(line.amountFen, 0, amountFen),
  );
  return isSound && addsUp(lines, amountFen) ? lines : null;
}

/** Lines of a refund by their numbers in the order, each once; null unless all are sound and add up to the amount. */
export function readRefundLines(value: unknown, amountFen: number, linesMax: number): NewRefundLine[] | null {
  const rows = rowsOf(value, ['line', 'amount_fen'], linesMax);
  if (!rows) return null;
  const lines = rows.map(({ line, amount_fen }) => ({
    line: line as number,
    amountFen: amount_fen as number,
  }));
  const isSound =
    new Set(lines.map(({ line }) => line)).size === lines.length &&
    lines.every((one) => isWhole(one.line, 1, linesMax) && isWhole(one.amountFen, 0, amountFen));
  return isSound && addsUp(lines, amountFen) ? lines : null;
}

function rowsOf(value: unknown, names: readonly string[], linesMax: number): Fields[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > linesMax) return null;
  const isRow = (row: unknown): row is Fields =>
    typeof row === 'object' && row !== null && Object.keys(row).every((name) => names.includes(name));
  return value.every(isRow) ? value : null;
}

const isItem = (item: unknown): boolean =>
  typeof item === 'string' && utf8Bytes(item) <= ITEM_BYTES_MAX && !/\p{C}/u.test(item);

const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;

const addsUp = (lines: readonly { readonly amountFen: number }[], amountFen: number): boolean =>
  lines.reduce((sum, line) => sum + line.amountFen, 0) === amountFen;
