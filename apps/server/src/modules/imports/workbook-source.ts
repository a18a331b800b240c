import { cellText, fail, ok, type Result } from '@liuliang/domain';
import { csvOf } from '../../platform/csv';
import { Workbook, WorkbookFault, type Cell, type Merged, type SheetRow } from '../../platform/xlsx';
import { LINE_BYTES_MAX } from './csv-lines';
import { fieldOf, type CellTerms } from './sheet-cells';
import type { FileSource, Headers, Table, TableRow } from './tables';

/** What a workbook is, before anything of it is taken in. */
export interface WorkbookSurvey {
  /** The one that is read. */
  readonly sheet: string;
  /** Others that have rows, and are not read. */
  readonly unread: readonly string[];
  /** Rows of the sheet that whoever looks at it does not see; they are read like the others. */
  readonly hiddenRows: number;
}

export type WorkbookRefusal = { readonly code: WorkbookFault['code'] | 'HEADER_WRONG' };

/**
 * Looks through a workbook to its end: whether it can be read, from which sheet, and whether that has one of the headers.
 * @param wanted the sheet that was asked for; without one, the first that has rows and can be seen
 */
export async function surveyWorkbook(
  path: string,
  headers: Headers,
  wanted?: string,
): Promise<Result<WorkbookSurvey, WorkbookRefusal>> {
  try {
    const workbook = await Workbook.open(path);
    const filled = await filledSheets(workbook);
    const sheet = wanted ?? filled[0];
    if (sheet === undefined) return fail({ code: 'HEADER_WRONG' });
    const reading = await workbook.read(sheet);
    let [header, hiddenRows]: [SheetRow | null, number] = [null, 0];
    for await (const rows of reading.rows) {
      header ??= rows.find((row) => !isBlank(row)) ?? null;
      if (header && columnsIn(header, headers) === null) return fail({ code: 'HEADER_WRONG' });
      hiddenRows += rows.filter(({ isHidden }) => isHidden).length;
    }
    const columns = header && columnsIn(header, headers);
    if (!header || !columns) return fail({ code: 'HEADER_WRONG' });
    const { number } = header;
    // One value for several cells: what the others were to say would be guessed.
    if (reading.merged().some((one) => touches(one, number, columns.length)))
      return fail({ code: 'CELLS_MERGED' });
    return ok({ sheet, unread: filled.filter((name) => name !== sheet), hiddenRows });
  } catch (error) {
    if (error instanceof WorkbookFault) return fail({ code: error.code });
    throw error;
  }
}

/** Names of sheets with rows: those that can be seen first, each in the order of the workbook. */
async function filledSheets(workbook: Workbook): Promise<string[]> {
  const filled: string[] = [];
  const ordered = [...workbook.sheets].sort((a, b) => Number(a.isHidden) - Number(b.isHidden));
  for (const { name } of ordered) {
    const { rows } = await workbook.read(name);
    for await (const some of rows) {
      if (some.every(isBlank)) continue;
      filled.push(name);
      break;
    }
  }
  return filled;
}

/** A sheet of a workbook on its way in. It was surveyed before: what is wrong with it by now is a fault, no refusal. */
export function workbookSource(path: string, sheet: string, zone: string): FileSource {
  let read = (): number => 0;
  return {
    async table(headers) {
      const workbook = await Workbook.open(path);
      const reading = await workbook.read(sheet);
      read = reading.bytesRead;
      return tableOf(reading.rows, headers, { zone, isFrom1904: workbook.isFrom1904 });
    },
    bytesRead: () => read(),
  };
}

async function tableOf(
  pieces: AsyncGenerator<SheetRow[]>,
  headers: Headers,
  terms: CellTerms,
): Promise<Table | null> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return null;
    const at = value.findIndex((row) => !isBlank(row));
    if (at < 0) continue;
    const columns = columnsIn(value[at] as SheetRow, headers);
    if (columns) return { columns, rows: rowsOf(columns, value.slice(at + 1), pieces, terms) };
    await pieces.return(undefined);
    return null;
  }
}

async function* rowsOf(
  columns: readonly string[],
  first: readonly SheetRow[],
  rest: AsyncGenerator<SheetRow[]>,
  terms: CellTerms,
): AsyncGenerator<TableRow[]> {
  const told = (rows: readonly SheetRow[]): TableRow[] =>
    rows.filter((row) => !isBlank(row)).map((row) => rowOf(columns, row, terms));
  yield told(first);
  for await (const rows of rest) yield told(rows);
}

function rowOf(columns: readonly string[], { number, cells }: SheetRow, terms: CellTerms): TableRow {
  const fields = columns.map((column, i) => fieldOf(cells[i], column, terms));
  const faulty = fields.findIndex((field) => !field.ok);
  const shown = fields.map((field, i) => (field.ok ? field.value : (cells[i]?.text ?? '')));
  const beyond = Array.from(cells.slice(columns.length), (cell) => cell?.text ?? '');
  const line = csvOf([[...shown, ...beyond]]).trimEnd();
  const text = Buffer.byteLength(line) <= LINE_BYTES_MAX ? line : null;
  // Like a line that is too long, or with more cells than its header.
  if (text === null || beyond.some((one) => cellText(one) !== '')) return { number, text, fields: null };
  const fault = fields[faulty];
  if (!fault || fault.ok) return { number, text, fields: shown };
  return { number, text, fields: shown, fault: { code: fault.error.code, field: columns[faulty] ?? null } };
}

const wordsOf = (cell: Cell | undefined): string => (cell ? cellText(cell.text) : '');
const isBlank = ({ cells }: SheetRow): boolean => cells.every((cell) => wordsOf(cell) === '');

/** Which of the headers a row is, if it is one. */
function columnsIn({ cells }: SheetRow, headers: Headers): readonly string[] | null {
  const names = Array.from(cells, wordsOf);
  while (names.at(-1) === '') names.pop();
  return headers.find((one) => one.join() === names.join()) ?? null;
}

const touches = ({ lastRow, firstColumn }: Merged, headerRow: number, columns: number): boolean =>
  lastRow >= headerRow && firstColumn < columns;
