import { Injectable } from '@nestjs/common';
import type { ErrorCode, FileEncoding } from '@liuliang/contract';
import { cellText, fail, ok, type Result } from '@liuliang/domain';
import type { Actor } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import type { ImportRow } from './entities';
import { fieldsOf, isBlank, isPreamble, linesOf, shapeOf, type FileShape, type Line } from './csv-lines';
import { utf8Of } from './encodings';
import type { FileTerms } from './file-terms';
import { IngestService, ROWS_PER_TRANSACTION, type RawBatch, type SentBatch } from './ingest.service';
import { woven, type BatchOutcomes, type RowOutcome } from './outcomes';
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
  /** Lines rejected since the step before. */
  readonly faults: readonly LineFault[];
}

/** Takes rows in and answers each; beside them stand their lines in the file. */
type BringRows = (rows: readonly RawRow[], lines: readonly number[]) => Promise<RowOutcome[]>;

const NOTHING: RawBatch = { events: [], orders: [], refunds: [] };

/**
 * Imports one CSV file from a stream of bytes, holding a few thousand lines at a time. Every transaction stands for
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
    kind: ImportKind,
    source: AsyncIterable<Buffer>,
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
    return this.runRows(headersOf(kind), utf8Of(source, options.encoding), bring, onStep);
  }

  /** As `run`, doing nothing: what would become of each line, as far as can be told. */
  async foretell(
    brand: Brand,
    kind: ImportKind,
    source: AsyncIterable<Buffer>,
    options: FileOptions & { readonly terms: FileTerms },
    onStep: (step: ImportStep) => Promise<void>,
  ): Promise<Result<ImportCounts, { code: 'HEADER_WRONG' }>> {
    const bring = async (told: readonly RawRow[], lines: readonly number[]): Promise<RowOutcome[]> => {
      await options.terms.meet(told);
      const batch = batchOf(kind, told, options);
      const outcomes = await this.db.read((reader) => this.ingest.foretell(reader, brand, batch));
      return options.terms.note(told, lines, outcomes[kind]);
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
    bring: BringRows,
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

function batchOf(kind: ImportKind, told: readonly RawRow[], options: FileOptions): SentBatch {
  const { correctedBy, terms, heardAtMs } = options;
  const rows = correctedBy && kind === 'orders' ? told.map((row) => ({ ...row, [CORRECT]: true })) : told;
  const asked = { ...(terms && { terms }), ...(heardAtMs && { heardAtMs }) };
  return { ...NOTHING, [kind]: rows, source: 'file', ...asked };
}

/** Brings in what is a record, and answers for every line. */
async function bringLines(shape: FileShape, lines: readonly Line[], bring: BringRows): Promise<RowOutcome[]> {
  const rows = lines.map((line) => rowOf(shape, line));
  const numbers = lines.filter((_, i) => rows[i] !== null).map(({ number }) => number);
  const outcomes = await bring(
    rows.filter((row) => row !== null),
    numbers,
  );
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
