import type { KeyedRow } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { openingBalances } from './entities';

/** A balance line on its way in. */
export type OpeningRow = KeyedRow & Omit<RowOf<typeof openingBalances>, 'lineKey' | 'transactionId'>;

const stored = ({ key, ...row }: OpeningRow) => ({ ...row, lineKey: key });

export async function knownLines(
  reader: Reader,
  brandId: number,
  keys: readonly Buffer[],
): Promise<KeyedRow[]> {
  const columns = ['id', 'lineKey', 'contentHash'] as const;
  const rows = await openingBalances.select(reader, brandId, { lineKey: keys }, { columns });
  return rows.map(({ id, lineKey, contentHash }) => ({ id, key: lineKey, contentHash }));
}

/** @returns how many keys were new */
export const addLines = (tx: Tx, rows: readonly OpeningRow[]): Promise<number> =>
  openingBalances.insert(tx, rows.map(stored), { ignore: true });

/** Notes which transaction each line was posted by; the rows are there. */
export async function setTransactions(
  tx: Tx,
  rows: readonly OpeningRow[],
  transactionIds: readonly number[],
): Promise<void> {
  const posted = rows.map((row, i) => ({ ...stored(row), transactionId: transactionIds[i] ?? 0 }));
  await openingBalances.insert(tx, posted, { upsert: ['transactionId'] });
}
