import type { AnyTable } from '../db/tables';

/** What becomes of a column when the person whom its row is about is erased. */
export type OnErasure =
  /** The row goes. */
  | 'removed'
  /** The row stays, and says nothing here any more. */
  | 'emptied'
  /** Gone by itself, with whoever it is about, after so many days. */
  | { readonly lapsesAfterDays: number }
  /** Stays, and why that names nobody, or must be. */
  | { readonly kept: string };

/** Sections of the export that say it, or why none does. */
export type InExport = readonly string[] | { readonly not: string };

/** Columns of a table that hold something about a person. */
export interface PersonalColumns {
  readonly table: string;
  readonly columns: readonly string[];
  /** In a few words. */
  readonly holds: string;
  readonly erasure: OnErasure;
  readonly export: InExport;
}

/** Declares columns that hold something about a person; the compiler holds the names against the table's own. */
export const personal = <T extends AnyTable>(
  { name }: T,
  columns: readonly (keyof T['definition'] & string)[],
  says: Omit<PersonalColumns, 'table' | 'columns'>,
): PersonalColumns => ({ table: name, columns, ...says });

/** Numbers by which a shop or another system knows a fact: ours would count it twice without them. */
export const theirNumber: OnErasure = {
  kept: 'the number of the sender, so that a fact which comes again is not counted again; it leads to nobody here',
};

/** A hash over a whole row as its sender said it. */
export const wholeRow: OnErasure = {
  kept: 'a keyed hash over the whole row, so that the same number with other content is refused; it finds nobody',
};
