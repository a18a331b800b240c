import { EntitySchema } from 'typeorm';
import type { Column, Columns } from './columns';

/** A table as a value: columns by name, then unique keys and indexes as column lists. */
export interface Table {
  readonly columns: Record<string, Column>;
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
}

/** The tables that an area of business owns, by name, for one engine's column types. */
export type Tables = (columns: Columns) => Readonly<Record<string, Table>>;

/** Marks columns as a composite primary key. */
export const primary = (column: Column): Column => {
  const { default: _, ...rest } = column;
  return { ...rest, primary: true };
};

/** Turns tables into the schemas that TypeORM builds and compares the database with. */
export function toEntitySchema(name: string, table: Table): EntitySchema {
  const named = (prefix: string, columns: readonly string[]) =>
    `${prefix}_${name}_${columns.join('_')}`.slice(0, 64);
  return new EntitySchema({
    name,
    tableName: name,
    columns: table.columns,
    uniques: [],
    indices: [
      ...(table.unique ?? []).map((columns) => ({
        name: named('uk', columns),
        columns: [...columns],
        unique: true,
      })),
      ...(table.index ?? []).map((columns) => ({ name: named('ix', columns), columns: [...columns] })),
    ],
  });
}
