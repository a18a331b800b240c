import { Injectable } from '@nestjs/common';
import type { ErrorCode, FileEncoding } from '@liuliang/contract';
import { cellText, fail, ok, type Result } from '@liuliang/domain';
import type { Actor } from '../../platform/actor';
import type { Brand } from '../brands';
import type { ImportRow } from './entities';
import { fieldsOf, isBlank, isPreamble, linesOf, shapeOf, type FileShape, type Line } from './csv-lines';
import { utf8Of } from './encodings';
import { IngestService, ROWS_PER_TRANSACTION, type RawBatch } from './ingest.service';
import { woven, type RowOutcome } from './outcomes';
import { columnsOf, CORRECT, YUAN, type RawRow } from './rows';

export type ImportKind = ImportRow['kind'];

/** A rejected line of a file. */
export interface LineFault {
  readonly line: number;
  readonly code: ErrorCode;
  readonly field: string | null;
  /** As it stood in the file; null: too long to be kept, or not to be read. */
  readonly text: string | null;
}

/** How a file is to be read. */
export interface FileOptions {
  readonly encoding: FileEncoding;
  /** Whether orders with other content than before correct what is there, and who says so. */
  readonly correctedBy?: Actor | null;
}

/** What has become of a file so far. `lines` counts records, not the header and not blank lines. */
export interface ImportCounts {
  readonly lines: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

export interface ImportStep extends ImportCounts {
  /** Lines rejected since the step before. */
  readonly faults: readonly LineFault[];
}

const NOTHING: RawBatch = { events: [], orders: [], refunds: [] };

/**
 * Imports one CSV file from a stream of bytes, holding a few thousand lines at a time. Every transaction stands for
 * itself: a process killed in the middle leaves a sound part, and the same file again completes it (INGEST-2).
 */
@Injectable()
export class FileImport {
  constructor(private readonly ingest: IngestService) {}

  /** @param onStep called after each transaction, awaited before the next one */
  async run(
    brand: Brand,
    kind: ImportKind,
    source: AsyncIterable<Buffer>,
    options: FileOptions,
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    const by = kind === 'orders' ? options.correctedBy : null;
    const bring = async (told: readonly RawRow[]): Promise<RowOutcome[]> => {
      const rows = by ? told.map((row) => ({ ...row, [CORRECT]: true })) : told;
      return (
        await this.ingest.ingest(brand, { ...NOTHING, [kind]: rows, source: 'file', ...(by && { by }) })
      )[kind];
    };
    return this.runRows(headersOf(kind), utf8Of(source, options.encoding), bring, onStep);
  }

  /**
   * As `run`, for files of other areas, in UTF-8.
   * @param headers the columns that such a file may have, each set in its order
   * @param bring takes rows in, at most a transaction's worth at a time, and answers each
   */
  async runRows(
    headers: readonly (readonly string[])[],
    source: AsyncIterable<Buffer>,
    bring: (rows: readonly RawRow[]) => Promise<RowOutcome[]>,
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    let counts: ImportCounts = { lines: 0, accepted: 0, duplicate: 0, rejected: 0 };
    let waiting: Line[] = [];
    let shape: FileShape | null = null;
    const flush = async (shape: FileShape): Promise<void> => {
      const step = stepAfter(counts, waiting, await bringLines(shape, waiting, bring));
      waiting = [];
      counts = step;
      await onStep(step);
    };
    for await (const lines of linesOf(source)) {
      for (const line of lines) {
        if (shape ? isBlank(line) : isPreamble(line)) continue;
        if (shape) waiting.push(line);
        else if (!(shape = shapeOf(line, headers))) return fail({ code: 'HEADER_WRONG' });
        else continue;
        if (waiting.length === ROWS_PER_TRANSACTION) await flush(shape);
      }
    }
    if (!shape) return fail({ code: 'HEADER_WRONG' });
    if (waiting.length > 0) await flush(shape);
    const { lines, accepted, duplicate, rejected } = counts;
    return ok({ lines, accepted, duplicate, rejected });
  }
}

/** Brings in what is a record, and answers for every line. */
async function bringLines(
  shape: FileShape,
  lines: readonly Line[],
  bring: (rows: readonly RawRow[]) => Promise<RowOutcome[]>,
): Promise<RowOutcome[]> {
  const rows = lines.map((line) => rowOf(shape, line));
  const outcomes = await bring(rows.filter((row) => row !== null));
  const malformed: RowOutcome = { outcome: 'rejected', code: 'LINE_MALFORMED', field: null };
  return woven(
    rows.map((row) => (row === null ? malformed : null)),
    outcomes,
  );
}

/** The columns that a file of a kind may have: amounts in fen, or in yuan. */
const headersOf = (kind: ImportKind): readonly (readonly string[])[] => {
  const columns: readonly string[] = columnsOf[kind];
  return [columns, columns.map((column) => (column === 'amount_fen' ? YUAN : column))];
};

/** Whether a file begins with a header of its kind; reads no further than its first lines. */
export async function hasHeaderOf(
  kind: ImportKind,
  source: AsyncIterable<Buffer>,
  encoding: FileEncoding,
): Promise<boolean> {
  for await (const lines of linesOf(utf8Of(source, encoding))) {
    const first = lines.find((line) => !isPreamble(line));
    if (first) return shapeOf(first, headersOf(kind)) !== null;
  }
  return false;
}

/** A line by the names of its columns, or null when it has not exactly those; empty cells behind them are nothing. */
function rowOf({ columns, separator }: FileShape, line: Line): RawRow | null {
  const fields = line.text === null ? null : fieldsOf(line.text, separator);
  if (!fields) return null;
  while (fields.length > columns.length && cellText(fields.at(-1) as string) === '') fields.pop();
  if (fields.length !== columns.length) return null;
  const row: Record<string, string> = {};
  columns.forEach((column, i) => {
    row[column] = fields[i] as string;
  });
  return row;
}

function stepAfter(
  before: ImportCounts,
  lines: readonly Line[],
  outcomes: readonly RowOutcome[],
): ImportStep {
  const count = (outcome: RowOutcome['outcome']): number =>
    outcomes.filter((one) => one.outcome === outcome).length;
  const faults = outcomes.flatMap((one, i): LineFault[] => {
    const { number, text } = lines[i] as Line;
    return one.outcome === 'rejected' ? [{ line: number, code: one.code, field: one.field, text }] : [];
  });
  return {
    lines: before.lines + lines.length,
    accepted: before.accepted + count('accepted'),
    duplicate: before.duplicate + count('duplicate'),
    rejected: before.rejected + count('rejected'),
    faults,
  };
}
