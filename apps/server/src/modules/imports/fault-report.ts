import { errors, type ErrorCode } from '@liuliang/contract';
import { BYTE_ORDER_MARK, csvOf, harmless } from '../../platform/csv';
import { cellName } from '../../platform/xlsx';
import type { ImportRow } from './entities';
import type { KeptFault } from './imports.service';
import type { Headers } from './tables';

/**
 * The rejected lines as a file for the person who made the import. Of a workbook it names sheet and cell. The line stands last, as it was in the file;
 * it is made harmless, so that no spreadsheet ever reads it as a formula (acceptance F).
 */
export function faultReport(of: ImportRow, headers: Headers, faults: readonly KeptFault[]): string {
  const isWorkbook = of.format === 'xlsx';
  const rows = faults.map(({ line, code, field, text }) => [
    line,
    code,
    field,
    ...textsOf(code),
    ...(isWorkbook ? [harmless(of.sheet), cellOf(headers, line, field)] : []),
    harmless(text),
  ]);
  const header = ['line', 'code', 'field', '原因', 'reason', ...(isWorkbook ? SHEET_AND_CELL : []), ORIGINAL];
  return BYTE_ORDER_MARK + csvOf([header, ...rows]);
}

const SHEET_AND_CELL = ['工作表 sheet', '单元格 cell'];
const ORIGINAL = '原行 original line';

/** Where a fault is: the cell of a field, or the row. */
function cellOf(headers: Headers, line: number, field: string | null): string {
  const header = headers.find((columns) => columns.includes(field ?? ''));
  const column = header?.indexOf(field ?? '') ?? -1;
  return column < 0 ? String(line) : cellName(column, line);
}

function textsOf(code: string): string[] {
  const { zh, en } = Object.hasOwn(errors, code) ? errors[code as ErrorCode] : { zh: '', en: '' };
  return [zh, en];
}
