import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';

export type PayoutState =
  'requested' | 'sent' | 'unknown' | 'awaiting_claim' | 'paid' | 'failed' | 'cancelled';

export interface PayoutRow {
  id: number;
  brand_id: number;
  guide_id: number;
  payout_key: Buffer;
  points: number;
  amount_fen: number;
  hold_id: number;
  state: PayoutState;
  bill_no: string;
  transfer_no: string;
  claim_package: string;
  fail_reason: string;
  requested_at_ms: number;
  claim_until_ms: number;
  next_look_at_ms: number;
  attempts: number;
  settled_at_ms: number;
}

/** Key of the hold behind a payout: `payout:‹id›`. */
export const PAYOUT_KEY = 'payout:';

const COLUMNS = [
  'id',
  'brand_id',
  'guide_id',
  'payout_key',
  'points',
  'amount_fen',
  'hold_id',
  'state',
  'bill_no',
  'transfer_no',
  'claim_package',
  'fail_reason',
  'requested_at_ms',
  'claim_until_ms',
  'next_look_at_ms',
  'attempts',
  'settled_at_ms',
] as const;
/** What changes after a payout was requested. */
const CHANGING = [
  'state',
  'transfer_no',
  'claim_package',
  'fail_reason',
  'claim_until_ms',
  'next_look_at_ms',
  'attempts',
  'settled_at_ms',
] as const;
const SELECT = `SELECT ${COLUMNS.join(', ')} FROM payout`;

@Injectable()
export class PayoutsQueries {
  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<PayoutRow | null> {
    const rows = await reader.query<PayoutRow>(`${SELECT} WHERE brand_id = ? AND payout_key = ?`, [
      brandId,
      key,
    ]);
    return rows[0] ?? null;
  }

  async byIds(reader: Reader, ids: readonly number[]): Promise<PayoutRow[]> {
    return queryIn<PayoutRow>(reader, ids, (list) => `${SELECT} WHERE id IN (${list})`);
  }

  /** One payout, locked until commit. */
  async lock(tx: Tx, id: number): Promise<PayoutRow | null> {
    const rows = await tx.query<PayoutRow>(`${SELECT} WHERE id = ?${tx.dialect.forUpdate}`, [id]);
    return rows[0] ?? null;
  }

  /** The guide's row, locked, so that two requests of one guide are judged one after the other. */
  async lockGuide(tx: Tx, guideId: number): Promise<{ customer_id: number } | null> {
    const sql = `SELECT customer_id FROM guide WHERE id = ? AND left_at_ms = 0${tx.dialect.forUpdate}`;
    return (await tx.query<{ customer_id: number }>(sql, [guideId]))[0] ?? null;
  }

  async customerOf(reader: Reader, guideId: number): Promise<number> {
    const sql = 'SELECT customer_id FROM guide WHERE id = ?';
    return (await reader.query<{ customer_id: number }>(sql, [guideId]))[0]?.customer_id ?? 0;
  }

  /** Points that a guide has drawn or is drawing since an instant. */
  async pointsSince(reader: Reader, guideId: number, sinceMs: number): Promise<number> {
    const [row] = await reader.query<{ points: number | null }>(
      'SELECT CAST(SUM(points) AS SIGNED) AS points FROM payout' +
        " WHERE guide_id = ? AND requested_at_ms >= ? AND state NOT IN ('failed', 'cancelled')",
      [guideId, sinceMs],
    );
    return row?.points ?? 0;
  }

  async ofGuide(
    reader: Reader,
    guideId: number,
    before: { atMs: number; id: number } | null,
    limit: number,
  ): Promise<PayoutRow[]> {
    const [behind, values] = before
      ? [
          ' AND (requested_at_ms < ? OR (requested_at_ms = ? AND id < ?))',
          [before.atMs, before.atMs, before.id],
        ]
      : ['', []];
    return reader.query<PayoutRow>(
      `${SELECT} WHERE guide_id = ?${behind} ORDER BY requested_at_ms DESC, id DESC LIMIT ?`,
      [guideId, ...values, limit],
    );
  }

  async ofBrand(
    reader: Reader,
    brandId: number,
    state: PayoutState | undefined,
    beforeId: number | null,
    limit: number,
  ): Promise<PayoutRow[]> {
    const values: Value[] = [brandId];
    let where = 'brand_id = ?';
    if (state !== undefined) {
      where += ' AND state = ?';
      values.push(state);
    }
    if (beforeId !== null) {
      where += ' AND id < ?';
      values.push(beforeId);
    }
    return reader.query<PayoutRow>(`${SELECT} WHERE ${where} ORDER BY id DESC LIMIT ?`, [...values, limit]);
  }

  /** Payouts that somebody has to look at, the longest due first. */
  async due(reader: Reader, nowMs: number, limit: number): Promise<number[]> {
    const rows = await reader.query<{ id: number }>(
      'SELECT id FROM payout WHERE next_look_at_ms <= ? ORDER BY next_look_at_ms LIMIT ?',
      [nowMs, limit],
    );
    return rows.map((row) => row.id);
  }

  async insert(tx: Tx, row: PayoutRow): Promise<void> {
    await insertRows(tx, 'payout', COLUMNS, [COLUMNS.map((column): Value => row[column])]);
  }

  /** Saves a payout that this transaction has locked. */
  async save(tx: Tx, row: PayoutRow): Promise<void> {
    await tx.exec(`UPDATE payout SET ${CHANGING.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, [
      ...CHANGING.map((column): Value => row[column]),
      row.id,
    ]);
  }
}
