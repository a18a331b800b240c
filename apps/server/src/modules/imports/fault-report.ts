import { errors, type ErrorCode } from '@liuliang/contract';
import { stringify } from 'csv-stringify/sync';

/** Spreadsheets on Windows take a file for UTF-8 only when it says so. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The rejected lines as a file for the person who made the import. Only numbers and words of ours go in; cells are
 * escaped all the same, so that no spreadsheet ever reads one as a formula (acceptance F).
 */
export function faultReport(faults: readonly { line: number; code: string; field: string }[]): string {
  const rows = faults.map(({ line, code, field }) => [
    line,
    code,
    field,
    textOf(code, 'zh'),
    textOf(code, 'en'),
  ]);
  const header = ['line', 'code', 'field', '原因', 'reason'];
  return (
    BYTE_ORDER_MARK + stringify([header, ...rows], { escape_formulas: true, record_delimiter: 'windows' })
  );
}

function textOf(code: string, language: 'zh' | 'en'): string {
  return Object.hasOwn(errors, code) ? errors[code as ErrorCode][language] : '';
}
