import { Injectable } from '@nestjs/common';
import type { ExpiringPoints } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { exchangeRates, exchanges } from './entities';

export type RateRow = RowOf<typeof exchangeRates>;
export type ExchangeRow = RowOf<typeof exchanges>;

@Injectable()
export class ExchangeQueries {
  async rate(reader: Reader, fromBrandId: number, toBrandId: number): Promise<RateRow | null> {
    return exchangeRates.one(reader, { fromBrandId, toBrandId });
  }

  /** Rates from and to a brand. */
  async ratesOf(reader: Reader, brandId: number): Promise<RateRow[]> {
    const and = ['from_brand_id = ? OR to_brand_id = ?', brandId, brandId] as const;
    return exchangeRates.select(reader, {}, { and, order: 'from_brand_id, to_brand_id' });
  }

  async setRate(tx: Tx, rate: RateRow): Promise<void> {
    await exchangeRates.insert(tx, [rate], { upsert: ['fromPoints', 'toPoints', 'dayLimit', 'changedAtMs'] });
  }

  async removeRate(tx: Tx, fromBrandId: number, toBrandId: number): Promise<boolean> {
    return (await exchangeRates.remove(tx, { fromBrandId, toBrandId })) === 1;
  }

  async insert(tx: Tx, exchange: ExchangeRow): Promise<void> {
    await exchanges.insert(tx, [exchange]);
  }

  async byKey(reader: Reader, fromBrandId: number, key: Buffer): Promise<ExchangeRow | null> {
    return exchanges.one(reader, { fromBrandId, exchangeKey: key });
  }

  /** Points that a person gave to another brand on a day. */
  async givenOn(reader: Reader, family: readonly number[], toBrandId: number, day: number): Promise<number> {
    return exchanges.sum(reader, 'fromPoints', { fromCustomerId: family, day, toBrandId });
  }

  /** From which lots a hold took its points, by their expiry. Reads the ledger's own rows: they are the only proof. */
  async expiriesOf(reader: Reader, holdTransactionId: number): Promise<ExpiringPoints[]> {
    return reader.query<{ points: number; expiresAtMs: number }>(
      `SELECT m.held_change AS points, l.expires_at_ms AS expiresAtMs
        FROM points_lot_move m JOIN points_lot l ON l.id = m.lot_id
        WHERE m.transaction_id = ? AND m.held_change > 0 ORDER BY l.expires_at_ms, l.id`,
      [holdTransactionId],
    );
  }
}
