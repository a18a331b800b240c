import { inSql, snake, type Column, type ValueOf } from './columns';
import { conditionOf, encoded, inParts, type And, type Shape, type SqlText, type Wanted } from './conditions';
import { insertFlat, type Reader, type Tx, type Value } from './statements';

type Columns = Readonly<Record<string, Column>>;
type Name<C> = keyof C & string;
type Later<C> = { [K in keyof C]: C[K] extends { readonly later: true } ? K : never }[keyof C];

/** A row as it is read. */
export type RowOf<T> = T extends { readonly definition: infer C } ? Row<C> : never;
type Row<C> = { -readonly [K in keyof C]: ValueOf<C[K]> };
/** A row as it is written for the first time: what happens later may be left out. */
export type NewRowOf<T> = T extends { readonly definition: infer C } ? NewRow<C> : never;
type NewRow<C> = Omit<Row<C>, Later<C>> & Partial<Pick<Row<C>, Later<C>>>;

/** Columns that equal a value, or one of a list. */
export type Where<C> = { readonly [K in keyof C]?: ValueOf<C[K]> | readonly ValueOf<C[K]>[] };
type Change<C> = Partial<Row<C>>;

export interface Keys<C> {
  readonly unique?: readonly (readonly Name<C>[])[];
  readonly index?: readonly (readonly Name<C>[])[];
}

export interface Reading<K> {
  /** All of them by default. */
  readonly columns?: readonly K[];
  readonly and?: And;
  /** By stored names: `created_at_ms DESC, id DESC`. */
  readonly order?: string;
  readonly limit?: number;
  /** Held until commit: for us alone, with others who only read, or passing over what others hold. */
  readonly lock?: 'update' | 'share' | 'skipLocked';
}

export interface Writing<K> {
  /** Leaves rows with a taken key alone. */
  readonly ignore?: boolean;
  /** Overwrites these columns of a row whose primary key is taken. */
  readonly upsert?: readonly K[];
  /** As `dialect.upsertWith` makes it. */
  readonly tail?: string;
}

const LOCKS = { update: 'forUpdate', share: 'forShare', skipLocked: 'forUpdateSkipLocked' } as const;

type BrandColumns = Columns & { readonly brandId: Column<number> };
/** What must be said of rows before anything else: of which brand they are, where a table's rows belong to one. */
type Whose = readonly [] | readonly [brandId: number];

/**
 * A table as a value, and the one spelling of its columns: the schema, row types, inserts and lists to select come from
 * it. Rows are spelt in camelCase and stored in snake_case. Where its rows belong to a brand, nothing of it is read,
 * changed or removed without saying of which; where they belong to none by themselves (lines of an order, the platform's
 * own), the same calls go without.
 */
export class Table<C extends Columns, W extends Whose = []> {
  readonly columnNames: readonly string[];
  private readonly names: readonly Name<C>[];
  private readonly shape: Shape;
  private readonly cells: readonly Cell[];
  private readonly decoded: readonly Cell[];
  private everybodys: Table<C> | null = null;
  /** Lists to select so far: columns and aliases stand in our code, so there are only so many. */
  private readonly lists = new Map<string, string>();

  constructor(
    readonly name: string,
    readonly definition: C,
    readonly keys: Keys<C>,
    private readonly isOfBrands: boolean,
  ) {
    this.names = Object.keys(definition);
    this.columnNames = this.names.map(inSql);
    const primary = this.names.filter((name) => definition[name]?.primary);
    const allKeys = [primary, ...(keys.unique ?? []), ...(keys.index ?? [])];
    this.shape = { columns: definition, keys: allKeys, stored: inSql };
    this.cells = this.names.map((name) => ({ name, column: definition[name] as Column }));
    this.decoded = this.cells.filter(({ column }) => column.decode);
  }

  /** Rows of whatever brand, for a reason that a reader accepts: a sweeper takes what is due. */
  acrossBrands(this: Table<C, [brandId: number]>, _reason: string): Table<C> {
    return (this.everybodys ??= new Table(this.name, this.definition, this.keys, false));
  }

  /** The list to select, for statements by hand: `o.id, o.brand_id AS brandId, …`. */
  columns(alias = '', names: readonly Name<C>[] = this.names): string {
    const asked = names === this.names ? alias : `${alias} ${names.join()}`;
    const known = this.lists.get(asked);
    if (known !== undefined) return known;
    const from = alias ? `${alias}.` : '';
    const listed = (name: string): string =>
      snake(name) === name ? inSql(name) : `${inSql(name)} AS ${name}`;
    const list = names.map((name) => from + listed(name)).join(', ');
    this.lists.set(asked, list);
    return list;
  }

  /** Runs a statement by hand that selects `columns()`, and perhaps more. */
  async query<R = Row<C>>(reader: Reader, sql: string, values: readonly Value[] = []): Promise<R[]> {
    return this.read(await reader.query<R>(sql, values));
  }

  async select<K extends Name<C> = Name<C>>(
    reader: Reader,
    ...asked: [...W, where: Where<C>, reading?: Reading<K>]
  ): Promise<Pick<Row<C>, K>[]> {
    const [whose, where, reading = {}] = this.scoped<[where: Where<C>, reading?: Reading<K>]>(asked);
    const { columns, and, order, limit, lock } = reading;
    const tail =
      (order ? ` ORDER BY ${order}` : '') +
      (limit === undefined ? '' : ' LIMIT ?') +
      (lock ? reader.dialect[LOCKS[lock]] : '');
    const parts = [...inParts({ ...where, ...whose })];
    if (parts.length > 1 && limit !== undefined)
      throw new RangeError(`${this.name}: a limit over a list this long`);
    const found: Pick<Row<C>, K>[][] = [];
    for (const part of parts) {
      const { sql, values } = conditionOf(this.shape, part, and);
      const statement = `SELECT ${this.columns('', columns)} FROM ${this.name} WHERE ${sql}${tail}`;
      found.push(await this.query(reader, statement, limit === undefined ? values : [...values, limit]));
    }
    return found.length === 1 ? (found[0] ?? []) : found.flat();
  }

  async one<K extends Name<C> = Name<C>>(
    reader: Reader,
    ...asked: [...W, where: Where<C>, reading?: Reading<K>]
  ): Promise<Pick<Row<C>, K> | null> {
    return (await this.select(reader, /* bounded: its own parameters */ ...asked))[0] ?? null;
  }

  async count(reader: Reader, ...asked: [...W, where: Where<C>, and?: And]): Promise<number> {
    const [whose, where, and] = this.scoped<[where: Where<C>, and?: And]>(asked);
    return this.total(reader, 'COUNT(*)', { ...where, ...whose }, and);
  }

  async sum(reader: Reader, ...asked: [...W, column: Name<C>, where: Where<C>, and?: And]): Promise<number> {
    const [whose, column, where, and] = this.scoped<[column: Name<C>, where: Where<C>, and?: And]>(asked);
    return this.total(reader, `SUM(${inSql(column)})`, { ...where, ...whose }, and);
  }

  /** @returns rows written; with `ignore`, how many were new */
  async insert(tx: Tx, rows: readonly NewRow<C>[], writing: Writing<Name<C>> = {}): Promise<number> {
    const values = new Array<Value>(rows.length * this.names.length);
    let at = 0;
    for (const row of rows as readonly Record<string, unknown>[])
      for (const { name, column } of this.cells) values[at++] = stored(column, row[name]);
    return this.insertFlat(tx, values, writing);
  }

  /** @returns false when a key of it is taken */
  async insertNew(tx: Tx, row: NewRow<C>): Promise<boolean> {
    return (await this.insert(tx, [row], { ignore: true })) === 1;
  }

  /** As `insert`, of values in the order of the columns, one row behind the other: for rows by the thousand. */
  async insertFlat(tx: Tx, values: readonly Value[], writing: Writing<Name<C>> = {}): Promise<number> {
    const { ignore = false, upsert, tail = '' } = writing;
    const overwrite = upsert
      ? tx.dialect.upsert((this.shape.keys[0] ?? []).map(inSql), upsert.map(inSql))
      : tail;
    return insertFlat(tx, this.name, this.columnNames, values, { ignore, tail: overwrite });
  }

  /** Sets columns where the conditions still hold. @returns how many rows that were */
  async set(tx: Tx, ...asked: [...W, where: Where<C>, change: Change<C>, and?: And]): Promise<number> {
    const [whose, where, change, and] = this.scoped<[where: Where<C>, change: Change<C>, and?: And]>(asked);
    const entries = Object.entries(change);
    const assignments = entries.map(([name]) => `${inSql(name)} = ?`).join(', ');
    const values = entries.map(([name, value]) => encoded(this.shape.columns[name], value));
    return this.write(tx, `UPDATE ${this.name} SET ${assignments}`, values, { ...where, ...whose }, and);
  }

  async remove(tx: Tx, ...asked: [...W, where: Where<C>, and?: And]): Promise<number> {
    const [whose, where, and] = this.scoped<[where: Where<C>, and?: And]>(asked);
    return this.write(tx, `DELETE FROM ${this.name}`, [], { ...where, ...whose }, and);
  }

  /** What was asked, the brand that it was asked of as a condition. */
  private scoped<A extends readonly unknown[]>(asked: readonly unknown[]): [whose: Wanted, ...rest: A] {
    const [whose, rest] = this.isOfBrands ? [{ brandId: asked[0] }, asked.slice(1)] : [{}, asked];
    // What stands behind the scope is what the callers' types say that it is.
    return [whose, ...(rest as unknown as A)];
  }

  private async write(
    tx: Tx,
    verb: string,
    before: readonly Value[],
    where: Wanted,
    and?: And,
  ): Promise<number> {
    let changed = 0;
    for (const part of inParts(where)) {
      const { sql, values }: SqlText = conditionOf(this.shape, part, and);
      changed += await tx.exec(`${verb} WHERE ${sql}`, [...before, ...values]);
    }
    return changed;
  }

  private async total(reader: Reader, figure: string, where: Wanted, and?: And): Promise<number> {
    let total = 0;
    for (const part of inParts(where)) {
      const { sql, values } = conditionOf(this.shape, part, and);
      const [row] = await reader.query<{ figure: number | null }>(
        // As a whole number: mysql2 answers decimals as text.
        `SELECT CAST(${figure} AS SIGNED) AS figure FROM ${this.name} WHERE ${sql}`,
        values,
      );
      total += row?.figure ?? 0;
    }
    return total;
  }

  private read<R>(rows: R[]): R[] {
    for (const { name, column } of this.decoded) {
      for (const row of rows as Record<string, unknown>[])
        if (name in row) row[name] = column.decode?.(row[name] as Value);
    }
    return rows;
  }
}

interface Cell {
  readonly name: string;
  readonly column: Column;
}

function stored(column: Column, value: unknown): Value {
  if (value === undefined && column.later) return unset(column);
  return encoded(column, value);
}

const NO_BYTES = Buffer.alloc(0);
const unset = ({ type, default: value }: Column): Value =>
  value ?? (type === 'bytes' ? NO_BYTES : type === 'long' ? '' : 0);

/** A table of a brand's rows. */
export type BrandTable<C extends BrandColumns> = Table<C, [brandId: number]>;

export const table = <C extends BrandColumns>(
  name: string,
  definition: C,
  keys: Keys<C> = {},
): BrandTable<C> => new Table(name, definition, keys, true);

/** A table whose rows belong to no brand by themselves: lines of an order, the platform's own. */
export const tableWithoutBrand = <C extends Columns>(
  name: string,
  definition: C,
  keys: Keys<C> = {},
): Table<C> => new Table(name, definition, keys, false);
