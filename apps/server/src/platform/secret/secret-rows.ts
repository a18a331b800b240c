import { contentLayer, contentPurpose } from '../content-hash';
import { inSql, type Column } from '../db/columns';
import type { Reader, Tx } from '../db/statements';
import type { BrandTable, RowOf, Table } from '../db/table';
import type { Purpose, Secrets } from '../secrets';

/** From which secret to which; in a check that changes nothing they are the same. */
export interface SecretChange {
  readonly from: Secrets;
  readonly to: Secrets;
}

/** A row with its place: a number that a rotation does not change, and that no row behind it has. */
export interface Placed {
  readonly place: number;
}

export interface SecretPage<R extends Placed> {
  readonly rows: readonly R[];
  /** Behind which place the next page begins; null: there is none. */
  readonly next: number | null;
}

/** Writes what a row becomes. */
export type Renewal = (tx: Tx) => Promise<unknown>;

/** The rows of a table that depend on the master secret, and what they become under another one. */
export interface SecretRows<R extends Placed = Placed> {
  readonly table: string;
  /** Whatever in it was made with a key of the secret, by the names that rows use. */
  readonly columns: readonly string[];
  /** Whether a row that opens proves that the secret is the one that it was written with. */
  readonly proves: boolean;
  /** What stands behind a place, `limit` rows of the table at most, without those that hold nothing of the secret. */
  read(reader: Reader, after: number, limit: number): Promise<SecretPage<R>>;
  /** @throws FieldCipherError when the row does not open under `from` */
  renew(reader: Reader, row: R, change: SecretChange): Promise<Renewal>;
}

/** Rows that are good for a while and are found by a key of the secret: a rotation removes them. */
export interface LapsingRows {
  readonly table: string;
  readonly columns: readonly string[];
  remove(tx: Tx): Promise<unknown>;
}

/** Purposes of keys under which hashes stand that cannot be made anew, so that each rotation lays a layer around them. */
export type LayeredKeys = (reader: Reader) => Promise<readonly Purpose[]>;

/** What of the database depends on the master secret. */
export interface SecretParts {
  /** In the order in which a rotation goes through them. */
  readonly rows: readonly SecretRows[];
  readonly lapsing: readonly LapsingRows[];
  readonly layered: readonly LayeredKeys[];
}

export const everyBrand = 'A secret is every brand’s.';

/** Declares rows; whoever walks them hands each only what it has read itself. */
export const secretRows = <R extends Placed>(rows: SecretRows<R>): SecretRows =>
  rows as unknown as SecretRows;

/** What is made of a secret, once for each: deriving keys costs more than a row. */
export function ofSecret<T>(make: (secrets: Secrets) => T): (secrets: Secrets) => T {
  const known = new WeakMap<Secrets, T>();
  return (secrets) => {
    const made = known.get(secrets) ?? make(secrets);
    known.set(secrets, made);
    return made;
  };
}

type Columns = Readonly<Record<string, Column>>;
type Name<C> = keyof C & string;

interface Declared<C, K extends Name<C>> {
  /** A number of the row, in whose order they are read. */
  readonly place: K;
  readonly reads: readonly K[];
  readonly columns: readonly K[];
  readonly proves?: boolean;
}

/** Rows that are read by a number of theirs; `next` says what a row becomes. Those without a value are passed over. */
export function numberedRows<C extends Columns, K extends Name<C>>(
  table: Table<C>,
  { place, reads, columns, proves = false }: Declared<C, K>,
  next: (
    row: Pick<RowOf<Table<C>>, K>,
    change: SecretChange,
    reader: Reader,
  ) => Partial<RowOf<Table<C>>> | Promise<Partial<RowOf<Table<C>>>>,
): SecretRows {
  type Numbered = Pick<RowOf<Table<C>>, K> & Placed;
  return secretRows<Numbered>({
    table: table.name,
    columns,
    proves,
    async read(reader, after, limit) {
      const rows = await placesAfter(reader, table, place, reads, after, limit);
      const isHeld = (row: Numbered): boolean =>
        columns.some((column) => (row[column] as Buffer | string).length > 0);
      return { rows: rows.filter(isHeld), next: endOf(rows, limit) };
    },
    async renew(reader, row, change) {
      const renewed = await next(row, change, reader);
      return (tx) => table.set(tx, { [place]: row.place } as Partial<RowOf<Table<C>>>, renewed);
    },
  });
}

/** Rows behind a place, in the order of their places. */
export async function placesAfter<C extends Columns, K extends Name<C>>(
  reader: Reader,
  table: Table<C>,
  place: K,
  columns: readonly K[],
  after: number,
  limit: number,
): Promise<(Pick<RowOf<Table<C>>, K> & Placed)[]> {
  const reading = { columns, and: [`${inSql(place)} > ?`, after] as const, order: inSql(place), limit };
  const found = await table.select(reader, {}, reading);
  return found.map((row) => ({ ...row, place: row[place] as number }));
}

/** Behind which place the next page begins. */
export const endOf = (rows: readonly Placed[], limit: number): number | null =>
  rows.length < limit ? null : (rows[rows.length - 1]?.place ?? null);

type ContentColumns = Columns &
  Readonly<Record<'id' | 'brandId', Column<number>>> &
  Readonly<Record<'contentHash', Column<Buffer>>>;

/** The hashes of content in a table (`ContentHashes`): each gets a layer more, under its brand's key from the next secret. */
export function contentRows<C extends ContentColumns>(owned: BrandTable<C>): SecretRows {
  // It has these columns and others; of a table with columns yet to be named the compiler tells none.
  const rows = owned.acrossBrands(everyBrand) as unknown as Table<ContentColumns>;
  return numberedRows(
    rows,
    { place: 'id', reads: ['id', 'brandId', 'contentHash'], columns: ['contentHash'] },
    ({ brandId, contentHash }, { to }) => ({
      contentHash: contentLayer(to.derive(contentPurpose(brandId)), contentHash),
    }),
  );
}

/** Rows of a table that a rotation removes. */
export const lapsingRows = <C extends Columns>(
  table: Table<C>,
  columns: readonly Name<C>[],
): LapsingRows => ({
  table: table.name,
  columns,
  remove: (tx) => table.remove(tx, {}),
});
