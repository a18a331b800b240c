import { Injectable } from '@nestjs/common';
import type { Asset } from '@liuliang/domain';
import type { KeyedRow } from '../../platform/db/keyed-rows';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';

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
export class OpeningStore {
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
    const values = rows.map((row) => [
      row.id,
      row.brandId,
      row.key,
      row.contentHash,
      row.customerId,
      row.asset,
      row.points,
      row.expiresAtMs,
      0,
      row.importedAtMs,
    ]);
    return insertRows(tx, 'opening_balance', COLUMNS, values, { ignore: true });
  }
}
