import { addKeyedRows, type KeyedRow } from './keyed-rows';

const row = (id: number, key: string, content: string): KeyedRow => ({
  id,
  key: Buffer.from(key),
  contentHash: Buffer.from(content),
});

/** A table with a unique key, as a list. */
function tableOf(stored: KeyedRow[]) {
  return {
    add: async (rows: readonly KeyedRow[]) => {
      const free = rows.filter((one) => !stored.some((other) => other.key.equals(one.key)));
      stored.push(...free);
      return free.length;
    },
    known: async (keys: readonly Buffer[]) => stored.filter((one) => keys.some((key) => key.equals(one.key))),
  };
}

describe('addKeyedRows', () => {
  it.each`
    stored            | batch                       | verdicts
    ${[]}             | ${['k1', 'k2']}             | ${['new', 'new']}
    ${[]}             | ${['k1', 'k1']}             | ${['new', 'duplicate']}
    ${[]}             | ${['k1', 'k1 changed']}     | ${['new', 'conflict']}
    ${['k1']}         | ${['k1', 'k2', 'k1']}       | ${['duplicate', 'new', 'duplicate']}
    ${['k1 changed']} | ${['k1', 'k1 changed']}     | ${['conflict', 'duplicate']}
    ${[]}             | ${['k1', 'K1', 'k1\u0301']} | ${['new', 'new', 'new']}
  `('answers $verdicts for $batch when $stored is there', async ({ stored, batch, verdicts }) => {
    let nextId = 1;
    const rowsOf = (texts: string[]): KeyedRow[] =>
      texts.map((text) => row((nextId += 1), text.split(' ')[0] as string, text));
    const { add, known } = tableOf(rowsOf(stored));
    expect(await addKeyedRows(rowsOf(batch), add, known)).toEqual(verdicts);
  });

  it('inserts in the order of keys, whatever the order of rows', async () => {
    const { add, known } = tableOf([]);
    let inserted: string[] = [];
    const watched = (rows: readonly KeyedRow[]) => {
      inserted = rows.map((one) => one.key.toString());
      return add(rows);
    };
    await addKeyedRows([row(1, 'b', ''), row(2, 'c', ''), row(3, 'a', '')], watched, known);
    expect(inserted).toEqual(['a', 'b', 'c']);
  });

  it('says so when a row vanishes because its id was taken', async () => {
    const nowhere = addKeyedRows(
      [row(1, 'a', '')],
      async () => 0,
      async () => [],
    );
    await expect(nowhere).rejects.toThrow('NODE_ID');
  });
});
