export type CsvCell = string | number | null | undefined;

/** Spreadsheets run a text cell that starts with one of these as a formula (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r\n]/;

/**
 * Rows as CSV for a spreadsheet: a byte-order mark so that Excel reads UTF-8, CRLF line ends, and text that would
 * start a formula made harmless by a leading apostrophe. Numbers pass as they are; unknown values stay empty.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell == null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const harmless = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
