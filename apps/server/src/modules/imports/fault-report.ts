import { errors, type ErrorCode } from '@liuliang/contract';
import { BYTE_ORDER_MARK, csvOf, harmless } from '../../platform/csv';
import type { KeptFault } from './imports.service';

/**
 * The rejected lines as a file for the person who made the import. The line stands last, as it was in the file;
 * it is made harmless, so that no spreadsheet ever reads it as a formula (acceptance F).
 */
export function faultReport(faults: readonly KeptFault[]): string {
  const rows = faults.map(({ line, code, field, text }) => [
    line,
    code,
    field,
    ...textsOf(code),
    harmless(text),
  ]);
  const header = ['line', 'code', 'field', '原因', 'reason', '原行 original line'];
  return BYTE_ORDER_MARK + csvOf([header, ...rows]);
}

function textsOf(code: string): string[] {
  const { zh, en } = Object.hasOwn(errors, code) ? errors[code as ErrorCode] : { zh: '', en: '' };
  return [zh, en];
}
