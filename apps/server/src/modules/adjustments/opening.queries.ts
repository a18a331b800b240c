import { Injectable } from '@nestjs/common';
import type { KeyedRow } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { openingBalances } from './entities';

/** A balance line on its way in. */
export type OpeningRow = KeyedRow & Omit<RowOf<typeof openingBalances>, 'lineKey' | 'transactionId'>;

@Injectable()
export class OpeningQueries {
  async known(reader: Reader, brandId: number, keys: readonly Buffer[]): Promise<KeyedRow[]> {
    const columns = ['id', 'lineKey', 'contentHash'] as const;
    const rows = await openingBalances.select(reader, brandId, { lineKey: keys }, { columns });
    return rows.map(({ id, lineKey, contentHash }) => ({ id, key: lineKey, contentHash }));
  }

  /** @returns how many keys were new */
  async insert(tx: Tx, rows: readonly OpeningRow[]): Promise<number> {
    const fresh = rows.map(({ key, ...row }) => ({ ...row, lineKey: key, transactionId: 0 }));
    return openingBalances.insert(tx, fresh, { ignore: true });
  }

  /** Notes which transaction each line was posted by; the rows are there. */
  async setTransactions(
    tx: Tx,
    rows: readonly OpeningRow[],
    transactionIds: readonly number[],
  ): Promise<void> {
    const posted = rows.map(({ key, ...row }, i) => ({
      ...row,
      lineKey: key,
      transactionId: transactionIds[i] ?? 0,
    }));
    await openingBalances.insert(tx, posted, { upsert: ['transactionId'] });
  }
}
