import { isUtf8 } from 'node:buffer';
import { cellText } from '@liuliang/domain';
import { parse } from 'csv-parse/sync';
import type { Headers, Table, TableRow } from './tables';

/** One line of a file, without its end. */
export interface Line {
  /** Counted from 1, the header included, as an editor shows it. */
  readonly number: number;
  /** null: longer than a line may be, or with bytes that could not be read. */
  readonly text: string | null;
}

/** As `Line`, before anything is known of its encoding. */
interface RawLine {
  readonly number: number;
  /** null: longer than a line may be. */
  readonly bytes: Buffer | null;
}

/** Four times what the longest sound row takes. */
export const LINE_BYTES_MAX = 4_096;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** What stands in a text for bytes that could not be read. */
const LOST = '\ufffd';

/**
 * Cuts a stream of UTF-8 into lines, as many at a time as each piece holds. Memory stays at one piece, however long a
 * line is: what is over the limit is dropped as it comes and answered as a line without text.
 * The last line needs no newline; a newline at the end starts no line.
 */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  for await (const lines of rawLinesOf(source)) yield lines.map(textOf);
}

/** As `linesOf`, in any encoding that has the newline of ASCII. */
export async function* rawLinesOf(source: AsyncIterable<Buffer>): AsyncGenerator<RawLine[]> {
  const cutter = new LineCutter();
  for await (const piece of source) {
    const lines = cutter.cut(piece);
    if (lines.length > 0) yield lines;
  }
  const last = cutter.end();
  if (last) yield [last];
}

class LineCutter {
  private number = 0;
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  cut(piece: Buffer): RawLine[] {
    const lines: RawLine[] = [];
    let start = 0;
    for (;;) {
      const end = piece.indexOf(NEWLINE, start);
      this.keep(piece.subarray(start, end < 0 ? piece.length : end));
      if (end < 0) return lines;
      lines.push(this.finish());
      start = end + 1;
    }
  }

  end(): RawLine | null {
    return this.pendingBytes > 0 ? this.finish() : null;
  }

  private keep(bytes: Buffer): void {
    this.pendingBytes += bytes.length;
    if (bytes.length > 0 && this.pendingBytes <= LINE_BYTES_MAX + 1) this.pending.push(bytes);
  }

  private finish(): RawLine {
    const isTooLong = this.pendingBytes > LINE_BYTES_MAX + 1;
    let bytes = this.pending.length === 1 ? (this.pending[0] as Buffer) : Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    this.number += 1;
    if (isTooLong) return { number: this.number, bytes: null };
    if (bytes.at(-1) === RETURN) bytes = bytes.subarray(0, -1);
    return { number: this.number, bytes: bytes.length <= LINE_BYTES_MAX ? bytes : null };
  }
}

function textOf({ number, bytes }: RawLine): Line {
  if (bytes === null || !isUtf8(bytes)) return { number, text: null };
  const isMarked = number === 1 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
  const text = (isMarked ? bytes.subarray(3) : bytes).toString('utf8');
  return { number, text: text.includes(LOST) ? null : text };
}

/** Commas; what a spreadsheet writes as "Unicode text"; what it writes where the comma stands before decimals. */
const SEPARATORS = [',', '\t', ';'] as const;
type Separator = (typeof SEPARATORS)[number];

/** What the first line of a file says of the others. */
export interface FileShape {
  /** Names of the columns, in their order. */
  readonly columns: readonly string[];
  readonly separator: Separator;
}

/** What a header says, if it has one of these sets of columns in order. A spreadsheet may write empty cells behind. */
export function shapeOf(line: Line | undefined, wanted: Headers): FileShape | null {
  for (const separator of SEPARATORS) {
    const names = (line?.text ? fieldsOf(line.text, separator) : null)?.map(cellText) ?? [];
    while (names.at(-1) === '') names.pop();
    const columns = wanted.find((one) => one.join() === names.join());
    if (columns) return { columns, separator };
  }
  return null;
}

/** A CSV file, in UTF-8, as a table. @returns null when it does not begin with one of these headers */
export async function csvTable(source: AsyncIterable<Buffer>, headers: Headers): Promise<Table | null> {
  const pieces = linesOf(source);
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return null;
    const at = value.findIndex((line) => !isPreamble(line));
    if (at < 0) continue;
    const shape = shapeOf(value[at], headers);
    if (shape) return { columns: shape.columns, rows: rowsOf(shape, value.slice(at + 1), pieces) };
    await pieces.return(undefined);
    return null;
  }
}

async function* rowsOf(
  shape: FileShape,
  first: readonly Line[],
  rest: AsyncGenerator<Line[]>,
): AsyncGenerator<TableRow[]> {
  const told = (lines: readonly Line[]): TableRow[] =>
    lines.filter((line) => !isBlank(line)).map((line) => ({ ...line, fields: recordOf(shape, line) }));
  yield told(first);
  for await (const lines of rest) yield told(lines);
}

/** The fields of a line, or null when it has not exactly its columns; empty cells behind them are nothing. */
function recordOf({ columns, separator }: FileShape, { text }: Line): string[] | null {
  const fields = text === null ? null : fieldsOf(text, separator);
  if (!fields) return null;
  while (fields.length > columns.length && cellText(fields.at(-1) as string) === '') fields.pop();
  return fields.length === columns.length ? fields : null;
}

/** A line of nothing, or of nothing but separators: people leave them, and spreadsheets write them. */
export const isBlank = ({ text }: Line): boolean => text !== null && /^[\s,;"\ufeff]*$/.test(text);

/** Before the header: what Excel is told, and writes, of the separator. What the header itself shows is believed. */
const isSeparatorNote = ({ text }: Line): boolean =>
  text !== null && /^\ufeff?"?sep=[,;\t]"?[\s,;]*$/i.test(text);

/** A line that comes before the header and says nothing. */
export const isPreamble = (line: Line): boolean => isBlank(line) || isSeparatorNote(line);

/** Cells that a spreadsheet was to leave alone, in a line that does not quote them. */
const BARE_TEXT_CELL = /(^|[,;\t])="([^",;\t]*)"(?=[,;\t]|$)/g;

/**
 * The fields of one line, or null when it is malformed. A record is a line: fields of ours hold no newline, so a quote
 * that is never closed costs its own line and not the rest of the file.
 */
export function fieldsOf(text: string, separator: Separator = ','): string[] | null {
  // Most files quote nothing, and splitting is twenty times as fast as the grammar.
  if (!text.includes('"')) return text.split(separator);
  return parsed(text, separator) ?? parsed(text.replace(BARE_TEXT_CELL, '$1$2'), separator);
}

function parsed(text: string, delimiter: Separator): string[] | null {
  try {
    const records = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
    return records.length === 1 ? (records[0] as string[]) : null;
  } catch {
    // The parser throws on quotes that do not add up; here that is an answer, not a fault.
    return null;
  }
}
