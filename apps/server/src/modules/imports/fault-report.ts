import { errors, type ErrorCode } from '@liuliang/contract';
import { stringify } from 'csv-stringify/sync';
import type { KeptFault } from './imports.service';

/** Spreadsheets on Windows take a file for UTF-8 only when it says so. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The rejected lines as a file for the person who made the import. The line stands last, as it was in the file;
 * cells are escaped, so that no spreadsheet ever reads one as a formula (acceptance F).
 */
export function faultReport(faults: readonly KeptFault[]): string {
  const rows = faults.map(({ line, code, field, text }) => [line, code, field, ...textsOf(code), text]);
  const header = ['line', 'code', 'field', '原因', 'reason', '原行 original line'];
  return (
    BYTE_ORDER_MARK + stringify([header, ...rows], { escape_formulas: true, record_delimiter: 'windows' })
  );
}

function textsOf(code: string): string[] {
  const { zh, en } = Object.hasOwn(errors, code) ? errors[code as ErrorCode] : { zh: '', en: '' };
  return [zh, en];
}
