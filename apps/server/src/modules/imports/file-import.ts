import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Actor } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import type { FileTerms } from './file-terms';
import { IngestService, ROWS_PER_TRANSACTION, type RawBatch, type SentBatch } from './ingest.service';
import { woven, type BatchOutcomes, type RowOutcome } from './outcomes';
import { columnsOf, CORRECT, YUAN, type RawRow } from './rows';
import type { FileSource, Headers, TableRow } from './tables';

/** What `IngestService` takes in. */
export type RowKind = keyof RawBatch;

/** A rejected line of a file, or one that was taken in and ought to be looked at. */
export interface LineFault {
  readonly line: number;
  readonly code: ErrorCode;
  readonly field: string | null;
  /** As it stood in the file; null: too long to be kept, or not to be read. */
  readonly text: string | null;
}

/** How the rows of a file are to be taken. */
export interface FileOptions {
  /** Whether orders with other content than before correct what is there, and who says so. */
  readonly correctedBy?: Actor | null;
  /** What its codes stand for, where somebody was asked; absent: new ones are registered. */
  readonly terms?: FileTerms;
  /** When the file came. */
  readonly heardAtMs?: number;
  /** Told of each transaction's rows that are new, inside of it. */
  readonly onAccepted?: (tx: Tx, rows: readonly RawRow[]) => Promise<void>;
}

/** What has become of a file so far. `lines` counts records, not the header and not blank lines. */
export interface ImportCounts {
  readonly lines: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

export interface ImportStep extends ImportCounts {
  /** Lines rejected since the step before, and lines to be looked at. */
  readonly faults: readonly LineFault[];
}

/** Takes rows in and answers each; beside them stand their lines in the file. */
type BringRows = (rows: readonly RawRow[], lines: readonly number[]) => Promise<RowOutcome[]>;

/** One file on its way in, of whatever kind. */
export interface Intake {
  /** Takes rows in, at most a transaction's worth at a time, and answers each. */
  readonly bring: BringRows;
  /** What shows only when all of them are in. */
  end?(): Promise<readonly LineFault[]>;
}

const NOTHING: RawBatch = { events: [], orders: [], refunds: [] };

/**
 * Imports one file, holding a few thousand rows at a time. Every transaction stands for
 * itself: a process killed in the middle leaves a sound part, and the same file again completes it (INGEST-2).
 */
@Injectable()
export class FileImport {
  constructor(
    private readonly db: Database,
    private readonly ingest: IngestService,
  ) {}

  /** @param onStep called after each transaction, awaited before the next one */
  async run(
    brand: Brand,
    kind: RowKind,
    source: FileSource,
    options: FileOptions,
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    const by = kind === 'orders' ? options.correctedBy : null;
    const bring = async (told: readonly RawRow[]): Promise<RowOutcome[]> => {
      await options.terms?.meet(told);
      const { onAccepted } = options;
      const within = async (tx: Tx, outcomes: BatchOutcomes): Promise<void> =>
        onAccepted?.(
          tx,
          told.filter((_, i) => outcomes[kind][i]?.outcome === 'accepted'),
        );
      const batch = { ...batchOf(kind, told, options), ...(by && { by }), within };
      return (await this.ingest.ingest(brand, batch))[kind];
    };
    return this.runRows(headersOf(kind), source, { bring }, onStep);
  }

  /** As `run`, doing nothing: what would become of each line, as far as can be told. */
  async foretell(
    brand: Brand,
    kind: RowKind,
    source: FileSource,
    options: FileOptions & { readonly terms: FileTerms },
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    const bring = async (told: readonly RawRow[], lines: readonly number[]): Promise<RowOutcome[]> => {
      await options.terms.meet(told);
      const batch = batchOf(kind, told, options);
      const outcomes = await this.db.read((reader) => this.ingest.foretell(reader, brand, batch));
      return options.terms.note(told, lines, outcomes[kind]);
    };
    return this.runRows(headersOf(kind), source, { bring }, onStep);
  }

  /**
   * As `run`, for files of other areas.
   * @param headers the columns that such a file may have
   */
  async runRows(
    headers: Headers,
    source: FileSource,
    intake: Intake,
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    const table = await source.table(headers);
    if (!table) return fail({ code: 'HEADER_WRONG' });
    let counts: ImportCounts = { lines: 0, accepted: 0, duplicate: 0, rejected: 0 };
    let waiting: TableRow[] = [];
    const flush = async (): Promise<void> => {
      const step = stepAfter(counts, waiting, await bringRows(table.columns, waiting, intake.bring));
      waiting = [];
      counts = step;
      await onStep(step);
    };
    for await (const rows of table.rows) {
      for (const row of rows) {
        waiting.push(row);
        if (waiting.length === ROWS_PER_TRANSACTION) await flush();
      }
    }
    if (waiting.length > 0) await flush();
    const faults = (await intake.end?.()) ?? [];
    if (faults.length > 0) await onStep({ ...counts, faults });
    const { lines, accepted, duplicate, rejected } = counts;
    return ok({ lines, accepted, duplicate, rejected });
  }
}

function batchOf(kind: RowKind, told: readonly RawRow[], options: FileOptions): SentBatch {
  const { correctedBy, terms, heardAtMs } = options;
  const rows = correctedBy && kind === 'orders' ? told.map((row) => ({ ...row, [CORRECT]: true })) : told;
  const asked = { ...(terms && { terms }), ...(heardAtMs && { heardAtMs }) };
  return { ...NOTHING, [kind]: rows, source: 'file', ...asked };
}

/** Brings in what is a record, and answers for every row. */
async function bringRows(
  columns: readonly string[],
  rows: readonly TableRow[],
  bring: BringRows,
): Promise<RowOutcome[]> {
  const ended = rows.map(({ fields, fault }): RowOutcome | null => {
    if (fault) return { outcome: 'rejected', ...fault };
    return fields ? null : { outcome: 'rejected', code: 'LINE_MALFORMED', field: null };
  });
  const records = rows.filter((_, i) => ended[i] === null);
  const outcomes = await bring(
    records.map(({ fields }) => rawRow(columns, fields ?? [])),
    records.map(({ number }) => number),
  );
  return woven(ended, outcomes);
}

/** The columns that a file of a kind may have: amounts in fen, or in yuan. */
export const headersOf = (kind: RowKind): Headers => {
  const columns: readonly string[] = columnsOf[kind];
  return [columns, columns.map((column) => (column === 'amount_fen' ? YUAN : column))];
};

/** A row by the names of its columns. */
function rawRow(columns: readonly string[], fields: readonly string[]): RawRow {
  const row: Record<string, string> = {};
  columns.forEach((column, i) => {
    row[column] = fields[i] as string;
  });
  return row;
}

function stepAfter(
  before: ImportCounts,
  rows: readonly TableRow[],
  outcomes: readonly RowOutcome[],
): ImportStep {
  const count = (outcome: RowOutcome['outcome']): number =>
    outcomes.filter((one) => one.outcome === outcome).length;
  const faults = outcomes.flatMap((one, i): LineFault[] => {
    const { number, text } = rows[i] as TableRow;
    const fault = one.outcome === 'rejected' ? one : one.note;
    return fault ? [{ line: number, code: fault.code, field: fault.field, text }] : [];
  });
  return {
    lines: before.lines + rows.length,
    accepted: before.accepted + count('accepted'),
    duplicate: before.duplicate + count('duplicate'),
    rejected: before.rejected + count('rejected'),
    faults,
  };
}
