import { stringify } from 'csv-stringify/sync';

/** Spreadsheets on Windows take a file for UTF-8 only when it says so. */
export const BYTE_ORDER_MARK = '\ufeff';

export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: 'windows' },
  );

/** Spreadsheets run a text that starts with one of these; East Asian ones take the full-width signs for the narrow ones. */
const FORMULA_START = /^[=+\-@＝＋－＠\t\r\n]/;

/** What others wrote (order numbers, names), so that no spreadsheet takes it for a formula. Our own figures stay numbers. */
export const harmless = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);
