import type { Column } from './columns';
import type { Reader, Tx } from './statements';
import type { BrandTable, NewRowOf, Where } from './table';

/** What another system said under a key of its own, in the column of that name, and the hash of all that it said. */
export type Keyed<K extends string> = Readonly<Record<K | 'contentHash', Buffer>>;

/** What stands under a key. */
export interface Standing {
  readonly id: number;
  readonly contentHash: Buffer;
}

/** What became of a row: `duplicate` was there with the same content, `conflict` with other content. */
export type KeyVerdict = 'new' | 'duplicate' | 'conflict';

type KeyedColumns<K extends string> = Readonly<Record<string, Column>> &
  Readonly<Record<'id' | 'brandId', Column<number>>> &
  Readonly<Record<K | 'contentHash', Column<Buffer>>>;

/** Keys are compared byte by byte: no collation may make one key of two. */
export const keyText = (key: Buffer): string => key.toString('latin1');

/** Keys, each once, in the one order in which everybody locks them. */
export const ascendingKeys = (keys: Iterable<Buffer>): Buffer[] =>
  [...new Map([...keys].map((key) => [keyText(key), key])).values()].sort((a, b) => Buffer.compare(a, b));

/** The rows of a table that stand under the keys of their senders. */
export class KeyedRows<K extends string, C extends KeyedColumns<K>> {
  constructor(
    private readonly table: BrandTable<C>,
    private readonly key: K,
  ) {}

  /** What stands under the keys of these rows, by the text of the key. */
  async known(reader: Reader, brandId: number, rows: readonly Keyed<K>[]): Promise<Map<string, Standing>> {
    const where = { [this.key]: rows.map((row) => row[this.key]) } as Where<C>;
    const found: unknown = await this.table.select(reader, brandId, where, {
      columns: ['id', 'contentHash', this.key],
    });
    return new Map((found as (Standing & Keyed<K>)[]).map((row) => [this.textOf(row), row]));
  }

  /**
   * Tells apart what is new before anything is written, so that a row which is refused leaves no trace of its own.
   * What another process brings meanwhile is for `add` to find.
   *
   * @returns one verdict per row, in the order given; of equal keys in the batch the first is new
   */
  async judge(reader: Reader, brandId: number, rows: readonly Keyed<K>[]): Promise<KeyVerdict[]> {
    const standing: Map<string, Pick<Standing, 'contentHash'>> = await this.known(reader, brandId, rows);
    return rows.map((row) => {
      const earlier = standing.get(this.textOf(row));
      if (!earlier) standing.set(this.textOf(row), row);
      return earlier ? repeated(earlier, row) : 'new';
    });
  }

  /**
   * Writes rows under the keys of their sender: the same key twice is one row, in this batch or over all batches, also
   * when two processes bring the same keys at once. Of a key that says two things the first one stands. They are
   * written in key order, so that two batches lock the keys that they share in the same order.
   *
   * @returns one verdict per row, in the order given
   */
  async add<R extends NewRowOf<BrandTable<C>> & Keyed<K> & Standing>(
    tx: Tx,
    brandId: number,
    rows: readonly R[],
  ): Promise<KeyVerdict[]> {
    const firstByKey = new Map<string, R>();
    for (const row of rows) if (!firstByKey.has(this.textOf(row))) firstByKey.set(this.textOf(row), row);
    const firsts = [...firstByKey.values()].sort((a, b) => Buffer.compare(a[this.key], b[this.key]));
    const added = await this.table.insert(tx, firsts, { ignore: true });
    // Most batches are new from end to end; only when a key was taken is it worth asking which.
    const standing: ReadonlyMap<string, Standing> =
      added === firsts.length ? firstByKey : await this.known(tx, brandId, firsts);
    return rows.map((row) => {
      const first = standing.get(this.textOf(row));
      // Ignored, yet not there: the row id was taken. Two processes run with one NODE_ID.
      if (!first)
        throw new Error('A row was neither inserted nor known: is NODE_ID the same in two processes?');
      return first.id === row.id ? 'new' : repeated(first, row);
    });
  }

  private textOf(row: Keyed<K>): string {
    return keyText(row[this.key]);
  }
}

const repeated = (
  first: Pick<Standing, 'contentHash'>,
  again: Pick<Standing, 'contentHash'>,
): 'duplicate' | 'conflict' => (first.contentHash.equals(again.contentHash) ? 'duplicate' : 'conflict');
