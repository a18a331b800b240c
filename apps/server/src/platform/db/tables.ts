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

/** Turns a table into the schema that TypeORM builds and compares the database with. */
export function toEntitySchema({ name, definition, keys }: AnyTable, engine: Engine): EntitySchema {
  const indices = (prefix: string, lists: readonly (readonly string[])[] = [], unique = false) =>
    lists.map((list) => {
      const columns = list.map(snake);
      return { name: `${prefix}_${name}_${columns.join('_')}`.slice(0, 64), columns, unique };
    });
  const columns = Object.entries(definition).map(([column, is]) => [snake(column), storedAs(is, engine)]);
  return new EntitySchema({
    name,
    tableName: name,
    columns: Object.fromEntries(columns) as Record<string, EntitySchemaColumnOptions>,
    uniques: [],
    indices: [...indices('uk', keys.unique, true), ...indices('ix', keys.index)],
  });
}
