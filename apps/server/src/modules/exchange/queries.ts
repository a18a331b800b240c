import type { ExpiringPoints } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { exchangeRates, exchanges, type RateRow } from './entities';

/** Rates from and to a brand. */
export async function ratesOf(reader: Reader, brandId: number): Promise<RateRow[]> {
  const and = ['from_brand_id = ? OR to_brand_id = ?', brandId, brandId] as const;
  return exchangeRates.select(reader, {}, { and, order: 'from_brand_id, to_brand_id' });
}

/** Points that a person gave to another brand on a day. */
export async function givenOn(
  reader: Reader,
  family: readonly number[],
  toBrandId: number,
  day: number,
): Promise<number> {
  return exchanges.sum(reader, 'fromPoints', { fromCustomerId: family, day, toBrandId });
}

/** From which lots a hold took its points, by their expiry. Reads the ledger's own rows: they are the only proof. */
export async function expiriesOf(reader: Reader, holdTransactionId: number): Promise<ExpiringPoints[]> {
  return reader.query<{ points: number; expiresAtMs: number }>(
    `SELECT m.held_change AS points, l.expires_at_ms AS expiresAtMs
      FROM points_lot_move m JOIN points_lot l ON l.id = m.lot_id
      WHERE m.transaction_id = ? AND m.held_change > 0 ORDER BY l.expires_at_ms, l.id`,
    [holdTransactionId],
  );
}
