import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@liuliang/contract/client';
import type { Reader, Tx } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import type { Brand } from '../brands';
import type { ImportRow } from './entities';
import type { Intake } from './file-import';
import type { RowOutcome } from './outcomes';
import type { RawRow } from './rows';
import type { Headers } from './tables';

/** What of an import was used since. */
export type Moved = NonNullable<ReplyOf<'importStatus'>['moved']>;
export type BalancesToCome = NonNullable<ReplyOf<'importPreview'>['balances']>;

/** A look at a file, from its first row to its last. */
export interface Look {
  /** What would become of each row, as far as can be told. */
  foretell(rows: readonly RawRow[], lines: readonly number[]): Promise<RowOutcome[]>;
  /** Keeps what was seen, with the state that the import has from then on. */
  end?(tx: Tx): Promise<void>;
}

/** What one step of a reversal came to. */
export interface TakenBack {
  readonly refunded: number;
  readonly nothingLeft: number;
}

/** A kind of file whose rows another area takes in, by the same steps as every other: looked at, confirmed, posted, taken back. */
export interface BroughtKind {
  readonly headers: Headers;
  look(brand: Brand, row: ImportRow): Look;
  preview(reader: Reader, row: ImportRow, who: OperatorPrincipal): Promise<BalancesToCome | null>;
  /** Whether a file that was looked at is above what its uploader may let in, and `who` may be the second person. */
  waitsFor(reader: Reader, row: ImportRow, who: OperatorPrincipal): Promise<boolean>;
  /** Notes who confirms. @returns false when it must be somebody else */
  confirm(tx: Tx, row: ImportRow, who: OperatorPrincipal): Promise<boolean>;
  intake(brand: Brand, row: ImportRow): Intake;
  /** How many things a reversal would take back, and what of them was used since. */
  standing(reader: Reader, row: ImportRow): Promise<{ readonly reversible: number; readonly moved: Moved }>;
  /** Takes some back. @returns null when none is left */
  takeBack(tx: Tx, brand: Brand, row: ImportRow): Promise<TakenBack | null>;
}

/** Kinds of files that other areas take in, by name. */
@Injectable()
export class BroughtKinds {
  private readonly kinds = new Map<ImportRow['kind'], BroughtKind>();

  register(name: ImportRow['kind'], kind: BroughtKind): void {
    this.kinds.set(name, kind);
  }

  get names(): ImportRow['kind'][] {
    return [...this.kinds.keys()];
  }

  of(name: ImportRow['kind']): BroughtKind | undefined {
    return this.kinds.get(name);
  }
}
