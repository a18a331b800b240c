import { Injectable } from '@nestjs/common';
import type { ExpiringPoints } from '@liuliang/domain';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export interface RateRow {
  from_brand_id: number;
  to_brand_id: number;
  from_points: number;
  to_points: number;
  day_limit: number;
  changed_at_ms: number;
}

export interface ExchangeRow {
  id: number;
  exchange_key: Buffer;
  from_brand_id: number;
  from_customer_id: number;
  to_brand_id: number;
  to_customer_id: number;
  from_points: number;
  to_points: number;
  day: number;
  created_at_ms: number;
}

const RATE = ['from_brand_id', 'to_brand_id', 'from_points', 'to_points', 'day_limit', 'changed_at_ms'];
const EXCHANGE = [
  'id',
  'exchange_key',
  'from_brand_id',
  'from_customer_id',
  'to_brand_id',
  'to_customer_id',
  'from_points',
  'to_points',
  'day',
  'created_at_ms',
] as const;

@Injectable()
export class ExchangeQueries {
  async rate(reader: Reader, fromBrandId: number, toBrandId: number): Promise<RateRow | null> {
    const sql = `SELECT ${RATE.join(', ')} FROM exchange_rate WHERE from_brand_id = ? AND to_brand_id = ?`;
    return (await reader.query<RateRow>(sql, [fromBrandId, toBrandId]))[0] ?? null;
  }

  /** Rates from and to a brand. */
  async ratesOf(reader: Reader, brandId: number): Promise<RateRow[]> {
    return reader.query<RateRow>(
      `SELECT ${RATE.join(', ')} FROM exchange_rate WHERE from_brand_id = ? OR to_brand_id = ?
        ORDER BY from_brand_id, to_brand_id`,
      [brandId, brandId],
    );
  }

  async setRate(tx: Tx, rate: RateRow): Promise<void> {
    const row = [
      rate.from_brand_id,
      rate.to_brand_id,
      rate.from_points,
      rate.to_points,
      rate.day_limit,
      rate.changed_at_ms,
    ];
    const tail = tx.dialect.upsert(['from_brand_id', 'to_brand_id'], RATE.slice(2));
    await insertRows(tx, 'exchange_rate', RATE, [row], { tail });
  }

  async removeRate(tx: Tx, fromBrandId: number, toBrandId: number): Promise<boolean> {
    const sql = 'DELETE FROM exchange_rate WHERE from_brand_id = ? AND to_brand_id = ?';
    return (await tx.exec(sql, [fromBrandId, toBrandId])) === 1;
  }

  async insert(tx: Tx, exchange: ExchangeRow): Promise<void> {
    await insertRows(tx, 'points_exchange', EXCHANGE, [EXCHANGE.map((column) => exchange[column])]);
  }

  async byKey(reader: Reader, fromBrandId: number, key: Buffer): Promise<ExchangeRow | null> {
    const rows = await reader.query<ExchangeRow>(
      `SELECT ${EXCHANGE.join(', ')} FROM points_exchange WHERE from_brand_id = ? AND exchange_key = ?`,
      [fromBrandId, key],
    );
    return rows[0] ?? null;
  }

  /** Points that a person gave to another brand on a day. */
  async givenOn(reader: Reader, family: readonly number[], toBrandId: number, day: number): Promise<number> {
    const list = family.map(() => '?').join(',');
    const rows = await reader.query<{ points: number | null }>(
      `SELECT CAST(SUM(from_points) AS SIGNED) AS points FROM points_exchange
        WHERE from_customer_id IN (${list}) AND day = ? AND to_brand_id = ?`,
      [...family, day, toBrandId],
    );
    return rows[0]?.points ?? 0;
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
