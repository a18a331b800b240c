import { tooLarge, unreadable } from './fault';
import { PLAIN, type NumberFormat } from './formats';
import type { MarkupReader } from './markup';
import { TextParts, unescaped, type SharedStrings } from './strings';

/** What a cell holds; of a formula, what it came to when the workbook was saved. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /** `text` is what the file says, digit by digit. */
  | { readonly kind: 'number'; readonly text: string; readonly format: NumberFormat }
  /** A day, or an instant by local clocks, in words: rare. */
  | { readonly kind: 'date'; readonly text: string }
  /** A truth, an error, or a formula that was never worked out. */
  | { readonly kind: 'nothing of ours'; readonly text: string };

export interface SheetRow {
  /** As the spreadsheet counts it. */
  readonly number: number;
  readonly isHidden: boolean;
  /** By column, the first one at 0; what is empty is left out. */
  readonly cells: readonly (Cell | undefined)[];
}

/** Cells that are one: rows and columns, all inclusive. */
export interface Merged {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

const ROWS_MAX = 1_048_576;
const CELLS_MAX = 16 * 1024 * 1024;
const MERGED_MAX = 10_000;
/** Columns that are kept apart; what stands further right is there, and no more is known of it. */
const COLUMNS_KEPT = 64;
const COLUMNS_MAX = 16_384;

export interface SheetTerms {
  readonly strings: SharedStrings;
  /** By the number of a style. */
  readonly formats: readonly NumberFormat[];
}

/** `B7` as column 1 (from 0) and row 7. */
export function placeOf(name: string): { readonly column: number; readonly row: number } | null {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(name);
  if (!parts) return null;
  const [, letters = '', digits = ''] = parts;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(digits) };
}

/** Column 1 (from 0) of row 7 as `B7`. */
export function cellName(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}

/** Makes rows of the tags of a sheet; memory stays at the rows of one piece. */
export class SheetReader implements MarkupReader {
  readonly merged: Merged[] = [];
  private rows: SheetRow[] = [];
  private cells: (Cell | undefined)[] = [];
  private row = 0;
  private isHidden = false;
  private column = -1;
  private cellsRead = 0;
  private type = '';
  private style = 0;
  private value: string | null = null;
  private hasFormula = false;
  private isValue = false;
  private readonly inline = new TextParts();

  constructor(private readonly terms: SheetTerms) {}

  /** Rows with something in them that were read since the last time. */
  take(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'v') [this.isValue, this.value] = [true, ''];
    else if (name === 'f') this.hasFormula = true;
    else if (name === 'mergeCell') this.merge(attributes['ref'] ?? '');
    else this.inline.open(name);
  }

  text(piece: string): void {
    if (this.isValue) this.value = (this.value ?? '') + piece;
    else this.inline.text(piece);
  }

  close(name: string): void {
    if (name === 'c') this.closeCell();
    else if (name === 'v') this.isValue = false;
    else if (name === 'row') this.closeRow();
    else this.inline.close(name);
  }

  private openRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const number = r === undefined ? this.row + 1 : Number(r);
    if (!Number.isInteger(number) || number <= this.row) throw unreadable();
    if (number > ROWS_MAX) throw tooLarge();
    [this.row, this.column, this.cells] = [number, -1, []];
    this.isHidden = hidden === '1' || hidden === 'true';
  }

  private closeRow(): void {
    const { row: number, isHidden, cells } = this;
    if (cells.length > 0) this.rows.push({ number, isHidden, cells });
    this.cells = [];
  }

  private openCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    const place = r === undefined ? { column: this.column + 1, row: this.row } : placeOf(r);
    if (!place || place.row !== this.row || place.column <= this.column) throw unreadable();
    this.cellsRead += 1;
    if (place.column >= COLUMNS_MAX || this.cellsRead > CELLS_MAX) throw tooLarge();
    [this.column, this.type, this.style] = [place.column, t, Number(s ?? 0)];
    [this.value, this.hasFormula] = [null, false];
    this.inline.begin();
  }

  private closeCell(): void {
    const cell = this.cell();
    if (cell) this.cells[Math.min(this.column, COLUMNS_KEPT)] = cell;
  }

  private cell(): Cell | undefined {
    const { type, value } = this;
    if (type === 'inlineStr') return textCell(this.inline.take());
    if (value === null) return this.hasFormula ? { kind: 'nothing of ours', text: '=' } : undefined;
    if (type === 's') {
      const text = this.terms.strings.at(Number(value));
      if (text === undefined) throw unreadable();
      return textCell(text);
    }
    if (type === 'str') return textCell(unescaped(value));
    if (type === 'd') return { kind: 'date', text: value };
    if (type === 'b') return { kind: 'nothing of ours', text: value === '1' ? 'TRUE' : 'FALSE' };
    if (type === 'e') return { kind: 'nothing of ours', text: value };
    if (value.trim() === '') return undefined;
    if (type !== 'n' || !Number.isFinite(Number(value))) throw unreadable();
    return { kind: 'number', text: value.trim(), format: this.terms.formats[this.style] ?? PLAIN };
  }

  private merge(ref: string): void {
    const [from, to] = ref.split(':').map(placeOf);
    if (!from || !to || this.merged.length >= MERGED_MAX) throw from && to ? tooLarge() : unreadable();
    this.merged.push({
      ...{ firstRow: from.row, lastRow: to.row },
      ...{ firstColumn: from.column, lastColumn: to.column },
    });
  }
}

const textCell = (text: string): Cell | undefined => (text === '' ? undefined : { kind: 'text', text });
