import type { RowFault } from './rows';

/** A row of a file, below its header. */
export interface TableRow {
  /** Counted from 1 as an editor or a spreadsheet shows it, the header included. */
  readonly number: number;
  /** As it stood there; null: too long, or not to be read. */
  readonly text: string | null;
  /** One per column; null: no record. */
  readonly fields: readonly string[] | null;
  /** A cell that says nothing a record could hold. */
  readonly fault?: RowFault | null;
}

/** A file whose header was found. */
export interface Table {
  readonly columns: readonly string[];
  /** Piece by piece; blank rows are left out. */
  readonly rows: AsyncIterable<readonly TableRow[]>;
}

/** Sets of columns that a file may have, each in its order. */
export type Headers = readonly (readonly string[])[];

/** A file on its way in. */
export interface FileSource {
  /** @returns null when it does not begin with one of these headers */
  table(headers: Headers): Promise<Table | null>;
  /** How much of its bytes was read so far. */
  bytesRead(): number;
}
