import { fail, ok, parseDay, readCategory, type Day, type Result } from '@liuliang/domain';
import { RowReader, type Headers, type RawRow, type RowFault } from '../imports';
import type { NewToldLine } from '../orders';

const itemColumns = [
  ...['item', 'name', 'category', 'item_brand', 'season'],
  ...['price_fen', 'cost_fen', 'launched_on'],
] as const;
const lineColumns = ['order_id', 'line', 'item', 'quantity', 'amount_fen'] as const;

const inYuan = (column: string): string => column.replace(/_fen$/, '_yuan');
const orInYuan = (columns: readonly string[]): Headers => [columns, columns.map(inYuan)];

/** The columns of a file of items (HANDBOOK 17); amounts in fen, or all of them in yuan. */
export const itemHeaders = orInYuan(itemColumns);
/** As above, of a file of order lines. */
export const lineHeaders = orInYuan(lineColumns);

export interface ItemInput {
  readonly code: string;
  readonly name: string;
  /** Levels of the category, the widest first; empty: none. */
  readonly category: readonly string[];
  readonly itemBrand: string;
  readonly season: string;
  readonly priceFen: number | null;
  readonly costFen: number | null;
  readonly launchedOn: Day | null;
}

const NAME_CHARS_MAX = 128;
const BRAND_CHARS_MAX = 64;
const SEASON_CHARS_MAX = 32;
const QUANTITY_MAX = 1_000_000;
const LINE_MAX = 999_999;

/** Judges one line of a file of items by itself. */
export function readItem(raw: RawRow): Result<ItemInput, RowFault> {
  const row = new GoodsReader(raw, itemHeaders.flat());
  const item = {
    code: row.key('item'),
    name: row.text('name', NAME_CHARS_MAX),
    category: row.category('category'),
    itemBrand: row.text('item_brand', BRAND_CHARS_MAX),
    season: row.text('season', SEASON_CHARS_MAX),
    priceFen: row.amountIfTold('price_fen', 'price_yuan'),
    costFen: row.amountIfTold('cost_fen', 'cost_yuan'),
    launchedOn: row.day('launched_on'),
  };
  return row.fault ? fail(row.fault) : ok(item);
}

/** Judges one line of an order by itself: whether all of them add up shows when they are together. */
export function readLine(raw: RawRow): Result<NewToldLine, RowFault> {
  const row = new GoodsReader(raw, lineHeaders.flat());
  const line = {
    orderKey: Buffer.from(row.key('order_id')),
    line: row.wholeNumber('line', LINE_MAX, 'LINE_NUMBER_INVALID'),
    item: row.key('item'),
    quantity: row.wholeNumber('quantity', QUANTITY_MAX, 'QUANTITY_INVALID'),
    amountFen: row.amount(),
  };
  return row.fault ? fail(row.fault) : ok(line);
}

class GoodsReader extends RowReader {
  text(field: string, charsMax: number): string {
    const text = this.optional(field);
    if (text.length > charsMax) this.refuse('FIELD_TOO_LONG', field);
    return text;
  }

  category(field: string): string[] {
    const read = readCategory(this.optional(field));
    if (!read.ok) this.refuse(read.error.code, field);
    return read.ok ? read.value : [];
  }

  day(field: string): Day | null {
    const text = this.optional(field);
    const day = text === '' ? null : parseDay(text);
    if (text !== '' && day === null) this.refuse('INSTANT_INVALID', field);
    return day;
  }

  wholeNumber(field: string, max: number, code: 'LINE_NUMBER_INVALID' | 'QUANTITY_INVALID'): number {
    const text = this.required(field);
    const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > max) this.refuse(code, field);
    return number;
  }
}
