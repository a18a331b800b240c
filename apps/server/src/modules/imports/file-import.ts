import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Brand } from '../brands';
import type { ImportRow } from './entities';
import { fieldsOf, linesOf, type Line } from './csv-lines';
import { IngestService, ROWS_PER_TRANSACTION, type RawBatch } from './ingest.service';
import { woven, type RowOutcome } from './outcomes';
import { columnsOf, type RawRow } from './rows';

export type ImportKind = ImportRow['kind'];

/** A rejected line of a file. */
export interface LineFault {
  readonly line: number;
  readonly code: ErrorCode;
  readonly field: string | null;
}

/** What has become of a file so far. `lines` counts records, not the header. */
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
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    const bring = async (rows: readonly RawRow[]): Promise<RowOutcome[]> =>
      (await this.ingest.ingest(brand, { ...NOTHING, [kind]: rows }))[kind];
    return this.runRows(columnsOf[kind], source, bring, onStep);
  }

  /**
   * As `run`, for files of other areas.
   * @param bring takes rows in, at most a transaction's worth at a time, and answers each
   */
  async runRows(
    columns: readonly string[],
    source: AsyncIterable<Buffer>,
    bring: (rows: readonly RawRow[]) => Promise<RowOutcome[]>,
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    let counts: ImportCounts = { lines: 0, accepted: 0, duplicate: 0, rejected: 0 };
    let waiting: Line[] = [];
    let hasHeader = false;
    const flush = async (): Promise<void> => {
      const step = stepAfter(counts, waiting, await bringLines(columns, waiting, bring));
      waiting = [];
      counts = step;
      await onStep(step);
    };
    for await (const lines of linesOf(source)) {
      if (!hasHeader) {
        if (!isHeader(columns, lines.shift())) return fail({ code: 'HEADER_WRONG' });
        hasHeader = true;
      }
      for (const line of lines) {
        waiting.push(line);
        if (waiting.length === ROWS_PER_TRANSACTION) await flush();
      }
    }
    if (!hasHeader) return fail({ code: 'HEADER_WRONG' });
    if (waiting.length > 0) await flush();
    const { lines, accepted, duplicate, rejected } = counts;
    return ok({ lines, accepted, duplicate, rejected });
  }
}

/** Brings in what is a record, and answers for every line. */
async function bringLines(
  columns: readonly string[],
  lines: readonly Line[],
  bring: (rows: readonly RawRow[]) => Promise<RowOutcome[]>,
): Promise<RowOutcome[]> {
  const rows = lines.map((line) => rowOf(columns, line));
  const outcomes = await bring(rows.filter((row) => row !== null));
  const malformed: RowOutcome = { outcome: 'rejected', code: 'LINE_MALFORMED', field: null };
  return woven(
    rows.map((row) => (row === null ? malformed : null)),
    outcomes,
  );
}

/** Whether a file begins with the header of its kind; reads no further than the first line. */
export async function hasHeaderOf(kind: ImportKind, source: AsyncIterable<Buffer>): Promise<boolean> {
  for await (const [first] of linesOf(source)) return isHeader(columnsOf[kind], first);
  return false;
}

function isHeader(columns: readonly string[], line: Line | undefined): boolean {
  const fields = line?.text ? fieldsOf(line.text) : null;
  return fields !== null && fields.join(',') === columns.join(',');
}

/** A line by the names of its columns, or null when it has not exactly those. */
function rowOf(columns: readonly string[], line: Line): RawRow | null {
  const fields = line.text === null ? null : fieldsOf(line.text);
  if (fields?.length !== columns.length) return null;
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
  const faults = outcomes.flatMap((one, i): LineFault[] =>
    one.outcome === 'rejected' ? [{ line: (lines[i] as Line).number, code: one.code, field: one.field }] : [],
  );
  return {
    lines: before.lines + lines.length,
    accepted: before.accepted + count('accepted'),
    duplicate: before.duplicate + count('duplicate'),
    rejected: before.rejected + count('rejected'),
    faults,
  };
}
