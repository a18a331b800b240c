import { errors, type ErrorCode } from '@liuliang/contract';
import { stringify } from 'csv-stringify/sync';
import type { FaultRow } from './entities';

/** Spreadsheets on Windows take a file for UTF-8 only when it says so. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The rejected lines as a file for the person who made the import. Only numbers and words of ours go in; cells are
 * escaped all the same, so that no spreadsheet ever reads one as a formula (acceptance F).
 */
export function faultReport(faults: readonly FaultRow[]): string {
  const rows = faults.map(({ line, code, field }) => [line, code, field, ...textsOf(code)]);
  const header = ['line', 'code', 'field', '原因', 'reason'];
  return (
    BYTE_ORDER_MARK + stringify([header, ...rows], { escape_formulas: true, record_delimiter: 'windows' })
  );
}

function textsOf(code: string): string[] {
  const { zh, en } = Object.hasOwn(errors, code) ? errors[code as ErrorCode] : { zh: '', en: '' };
  return [zh, en];
}
