import type { ErrorCode } from '@liuliang/contract';
import {
  DAY_MS,
  fail,
  formatDay,
  formatInstant,
  instantAt,
  isDay,
  ok,
  parseDay,
  type Result,
} from '@liuliang/domain';
import type { Cell } from '../../platform/xlsx';
import { YUAN } from './rows';

/** By whose clocks, and from which day, the dates of a workbook count. */
export interface CellTerms {
  readonly zone: string;
  readonly isFrom1904: boolean;
}

const DATES: readonly string[] = ['paid_at', 'refunded_at', 'occurred_at', 'expires_on'];
const AMOUNTS: readonly string[] = ['amount_fen', YUAN, 'points'];

/** Days from what a spreadsheet calls 0 to 1 January 1970. Its 1900 is a leap year, so it is right from March 1900 on. */
const DAYS_TO_1970 = 25_569;
const DAYS_FROM_1904 = 1_462;
const FIRST_SOUND_DAY = 61;
/** A double holds 15 digits of any number, and no spreadsheet shows more. */
const DIGITS = 15;
const SHOWN_WHOLE_MAX = 1e15;

/**
 * What a cell says in a column of a name, in the words of a CSV file: ids as whoever looks at the sheet reads them, amounts
 * by their value, dates as days or instants by the clocks of the brand.
 */
export function fieldOf(
  cell: Cell | undefined,
  column: string,
  terms: CellTerms,
): Result<string, { code: ErrorCode }> {
  if (!cell) return ok('');
  if (cell.kind === 'text') return ok(cell.text);
  if (cell.kind === 'nothing of ours') return fail({ code: 'CELL_INVALID' });
  if (DATES.includes(column)) return ok(dateOf(cell, terms));
  if (AMOUNTS.includes(column)) return amountOf(cell);
  return shownOf(cell);
}

/** What a spreadsheet shows and reckons with: 128.49999999999999 is 128.5. */
const shortest = (value: number): string => String(Number(value.toPrecision(DIGITS)));

function shownOf(cell: Exclude<Cell, { kind: 'text' }>): Result<string, { code: ErrorCode }> {
  if (cell.kind !== 'number') return fail({ code: 'CELL_NOT_TEXT' });
  const { format } = cell;
  const value = Number(cell.text);
  const text = shortest(value);
  if (format.kind === 'scientific' || Math.abs(value) >= SHOWN_WHOLE_MAX || text.includes('e'))
    return fail({ code: 'NUMBER_COLLAPSED' });
  if (format.kind === 'plain') return ok(text);
  if (format.kind === 'zeros' && /^\d+$/.test(text)) return ok(text.padStart(format.digits, '0'));
  return fail({ code: 'CELL_NOT_TEXT' });
}

function amountOf(cell: Exclude<Cell, { kind: 'text' }>): Result<string, { code: ErrorCode }> {
  if (cell.kind !== 'number' || cell.format.kind === 'date' || cell.format.kind === 'percent')
    return fail({ code: 'CELL_INVALID' });
  return ok(shortest(Number(cell.text)));
}

function dateOf(cell: Exclude<Cell, { kind: 'text' }>, { zone, isFrom1904 }: CellTerms): string {
  if (cell.kind !== 'number') return cell.kind === 'date' ? localText(cell.text, zone) : cell.text;
  // A number that is no date is left as it is: 20260503, or 46145, could be anything.
  if (cell.format.kind !== 'date') return shortest(Number(cell.text));
  const serial = Number(cell.text) + (isFrom1904 ? DAYS_FROM_1904 : 0);
  if (serial < FIRST_SOUND_DAY) return cell.text;
  const localMs = Math.round((serial - DAYS_TO_1970) * DAY_MS);
  return clockText(localMs, zone) ?? cell.text;
}

/** `2026-05-03T10:00:00`, as workbooks may write a date, by local clocks; with an offset it says itself what it is. */
function localText(text: string, zone: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2}(?:\.\d{1,3})?)$/.exec(text);
  const day = parts && parseDay(parts[1] as string);
  if (!parts || day === null) return text;
  const [hours, minutes, seconds] = [Number(parts[2]), Number(parts[3]), Number(parts[4])];
  if (hours > 23 || minutes > 59 || seconds >= 60) return text;
  return (
    clockText(day * DAY_MS + (hours * 60 + minutes) * 60_000 + Math.round(seconds * 1_000), zone) ?? text
  );
}

/** What local clocks show, in milliseconds as if they were UTC; null: in a year that nobody writes. */
function clockText(localMs: number, zone: string): string | null {
  const day = Math.floor(localMs / DAY_MS);
  if (!isDay(day)) return null;
  const ofDayMs = localMs - day * DAY_MS;
  if (ofDayMs === 0) return formatDay(day);
  const minute = Math.floor(ofDayMs / 60_000);
  return formatInstant(instantAt(day, minute, zone) + (ofDayMs - minute * 60_000), zone);
}
