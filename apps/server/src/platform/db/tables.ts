import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { snake, storedAs, type Column } from './columns';
import type { Engine } from './dialect';

/** A table as the schema sees it. */
export interface AnyTable {
  readonly name: string;
  readonly definition: Readonly<Record<string, Column>>;
  readonly keys: {
    readonly unique?: readonly (readonly string[])[];
    readonly index?: readonly (readonly string[])[];
  };
}

/** The name of an index in the database, by the columns that it was declared with. */
export function indexName(table: string, columns: readonly string[], isUnique: boolean): string {
  return `${isUnique ? 'uk' : 'ix'}_${table}_${columns.map(snake).join('_')}`.slice(0, 64);
}

/** Turns a table into the schema that TypeORM builds and compares the database with. */
export function toEntitySchema({ name, definition, keys }: AnyTable, engine: Engine): EntitySchema {
  const indices = (lists: readonly (readonly string[])[] = [], unique = false) =>
    lists.map((list) => ({ name: indexName(name, list, unique), columns: list.map(snake), unique }));
  const columns = Object.entries(definition).map(([column, is]) => [snake(column), storedAs(is, engine)]);
  return new EntitySchema({
    name,
    tableName: name,
    columns: Object.fromEntries(columns) as Record<string, EntitySchemaColumnOptions>,
    uniques: [],
    indices: [...indices(keys.unique, true), ...indices(keys.index)],
  });
}
