import { Injectable } from '@nestjs/common';
import type { Asset } from '@liuliang/domain';
import type { KeyedRow } from '../../platform/db/keyed-rows';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';

/** A balance line on its way in. */
export interface OpeningRow extends KeyedRow {
  readonly brandId: number;
  readonly customerId: number;
  readonly asset: Asset;
  readonly points: number;
  readonly expiresAtMs: number;
  readonly importedAtMs: number;
}

const COLUMNS = [
  'id',
  'brand_id',
  'line_key',
  'content_hash',
  'customer_id',
  'asset',
  'points',
  'expires_at_ms',
  'transaction_id',
  'imported_at_ms',
];

@Injectable()
export class OpeningQueries {
  async known(reader: Reader, brandId: number, keys: readonly Buffer[]): Promise<KeyedRow[]> {
    // `key` is a word of the language, so the column travels under another name.
    const rows = await queryIn<{ id: number; rowKey: Buffer; contentHash: Buffer }>(
      reader,
      keys,
      (list) =>
        `SELECT id, line_key AS rowKey, content_hash AS contentHash FROM opening_balance
          WHERE brand_id = ? AND line_key IN (${list})`,
      [brandId],
    );
    return rows.map(({ id, rowKey, contentHash }) => ({ id, key: rowKey, contentHash }));
  }

  /** @returns how many keys were new */
  async insert(tx: Tx, rows: readonly OpeningRow[]): Promise<number> {
    const values = rows.map((row) => valuesOf(row, 0));
    return insertRows(tx, 'opening_balance', COLUMNS, values, { ignore: true });
  }

  /** Notes which transaction each line was posted by; the rows are there. */
  async setTransactions(
    tx: Tx,
    rows: readonly OpeningRow[],
    transactionIds: readonly number[],
  ): Promise<void> {
    const values = rows.map((row, i) => valuesOf(row, transactionIds[i] ?? 0));
    const tail = tx.dialect.upsert(['id'], ['transaction_id']);
    await insertRows(tx, 'opening_balance', COLUMNS, values, { tail });
  }
}

const valuesOf = (row: OpeningRow, transactionId: number): Value[] => [
  row.id,
  row.brandId,
  row.key,
  row.contentHash,
  row.customerId,
  row.asset,
  row.points,
  row.expiresAtMs,
  transactionId,
  row.importedAtMs,
];
