/** What another system said under a key of its own. */
export interface Keyed {
  /** Compared byte by byte: no collation may make one key of two. */
  readonly key: Buffer;
  /** Of everything that was said under the key. */
  readonly contentHash: Buffer;
}

/** As it is stored. */
export interface KeyedRow extends Keyed {
  readonly id: number;
}

/** What became of a row: `duplicate` was there with the same content, `conflict` with other content. */
export type KeyVerdict = 'new' | 'duplicate' | 'conflict';

/**
 * Writes rows under the keys of their sender: the same key twice is one row, in this batch or over all batches, also
 * when two processes bring the same keys at once. Of a key that says two things the first one stands.
 *
 * @param add inserts rows whose key is free and ignores the others; answers how many it inserted. It receives rows in
 *   key order, so that two batches lock the keys that they share in the same order.
 * @param known what is stored under keys
 * @returns one verdict per row, in the order given
 */
export async function addKeyedRows<R extends KeyedRow>(
  rows: readonly R[],
  add: (rows: readonly R[]) => Promise<number>,
  known: (keys: readonly Buffer[]) => Promise<KeyedRow[]>,
): Promise<KeyVerdict[]> {
  const firstByKey = new Map<string, R>();
  for (const row of rows) if (!firstByKey.has(textOf(row.key))) firstByKey.set(textOf(row.key), row);
  const firsts = [...firstByKey.values()].sort((a, b) => Buffer.compare(a.key, b.key));

  const added = await add(firsts);
  // Most batches are new from end to end; only when a key was taken is it worth asking which.
  const stored = added === firsts.length ? firsts : await known(firsts.map((row) => row.key));
  const storedByKey = new Map<string, KeyedRow>(stored.map((row) => [textOf(row.key), row]));

  return rows.map((row) => {
    const standing = storedByKey.get(textOf(row.key));
    // Ignored, yet not there: the row id was taken. Two processes run with one NODE_ID.
    if (!standing)
      throw new Error('A row was neither inserted nor known: is NODE_ID the same in two processes?');
    if (standing.id === row.id) return 'new';
    return standing.contentHash.equals(row.contentHash) ? 'duplicate' : 'conflict';
  });
}

/**
 * Tells apart what is new before anything is written, so that a row which is refused leaves no trace of its own.
 * What another process brings meanwhile is for `addKeyedRows` to find.
 *
 * @returns one verdict per row, in the order given; of equal keys in the batch the first is new
 */
export async function judgeKeys(
  rows: readonly Keyed[],
  known: (keys: readonly Buffer[]) => Promise<Keyed[]>,
): Promise<KeyVerdict[]> {
  const stored = await known(rows.map((row) => row.key));
  const standing = new Map<string, Keyed>(stored.map((row) => [textOf(row.key), row]));
  return rows.map((row) => {
    const earlier = standing.get(textOf(row.key));
    if (!earlier) standing.set(textOf(row.key), row);
    if (!earlier) return 'new';
    return earlier.contentHash.equals(row.contentHash) ? 'duplicate' : 'conflict';
  });
}

const textOf = (key: Buffer): string => key.toString('latin1');
