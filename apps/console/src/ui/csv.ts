import { isoInZone } from './zone';

/** A `Date` is an instant; it is written by the clocks of the brand, with their offset. */
export type CsvCell = string | number | Date | null | undefined;

/**
 * Spreadsheets run a text cell that starts with one of these as a formula (OWASP, CSV injection); East Asian ones take the
 * full-width signs for the narrow ones.
 */
const FORMULA_START = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Rows as CSV for a spreadsheet: a byte-order mark so that Excel reads UTF-8, CRLF line ends, and text that would
 * start a formula made harmless by a leading apostrophe. Numbers pass as they are; unknown values stay empty.
 */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  timeZone: string,
): string {
  const line = (row: readonly CsvCell[]) => row.map((cell) => cellText(cell, timeZone)).join(',');
  return `\uFEFF${[header, ...rows].map(line).join('\r\n')}\r\n`;
}

function cellText(cell: CsvCell, timeZone: string): string {
  if (cell == null) return '';
  if (cell instanceof Date) return isoInZone(cell.getTime(), timeZone);
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const harmless = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
