import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';
import type { Newest } from '../../platform/http';

export interface TransferRow {
  id: number;
  brand_id: number;
  from_customer_id: number;
  /** 0 until somebody accepted. */
  to_customer_id: number;
  transfer_key: Buffer;
  points: number;
  hold_id: number;
  message: string;
  state: 'waiting' | 'accepted' | 'cancelled' | 'lapsed';
  claim_code: string;
  created_at_ms: number;
  expires_at_ms: number;
  settled_at_ms: number;
}

const COLUMNS = [
  'id',
  'brand_id',
  'from_customer_id',
  'to_customer_id',
  'transfer_key',
  'points',
  'hold_id',
  'message',
  'state',
  'claim_code',
  'created_at_ms',
  'expires_at_ms',
  'settled_at_ms',
] as const;
const ALL = `${COLUMNS.join(', ')} FROM points_transfer`;

@Injectable()
export class TransfersQueries {
  async insert(tx: Tx, transfer: TransferRow): Promise<boolean> {
    const row = COLUMNS.map((column) => transfer[column]);
    return (await insertRows(tx, 'points_transfer', COLUMNS, [row], { ignore: true })) === 1;
  }

  async setHold(tx: Tx, transferId: number, holdId: number): Promise<void> {
    await tx.exec('UPDATE points_transfer SET hold_id = ? WHERE id = ?', [holdId, transferId]);
  }

  async byId(reader: Reader, brandId: number, transferId: number): Promise<TransferRow | null> {
    const sql = `SELECT ${ALL} WHERE brand_id = ? AND id = ?`;
    return (await reader.query<TransferRow>(sql, [brandId, transferId]))[0] ?? null;
  }

  async byKey(reader: Reader, brandId: number, key: Buffer): Promise<TransferRow | null> {
    const sql = `SELECT ${ALL} WHERE brand_id = ? AND transfer_key = ?`;
    return (await reader.query<TransferRow>(sql, [brandId, key]))[0] ?? null;
  }

  async byCode(reader: Reader, brandId: number, code: string): Promise<TransferRow | null> {
    const sql = `SELECT ${ALL} WHERE brand_id = ? AND claim_code = ?`;
    return (await reader.query<TransferRow>(sql, [brandId, code]))[0] ?? null;
  }

  /** Sent and received, newest first. @param family the person's own id and its aliases */
  async ofPerson(
    reader: Reader,
    family: readonly number[],
    before: Newest,
    limit: number,
  ): Promise<TransferRow[]> {
    const list = family.map(() => '?').join(',');
    const earlier = '(created_at_ms < ? OR (created_at_ms = ? AND id < ?))';
    const page = [before.atMs, before.atMs, before.id];
    // Each half by its own index; one OR over both columns would walk neither.
    return reader.query<TransferRow>(
      `SELECT ${ALL} WHERE from_customer_id IN (${list}) AND ${earlier}
        UNION SELECT ${ALL} WHERE to_customer_id IN (${list}) AND ${earlier}
        ORDER BY created_at_ms DESC, id DESC LIMIT ?`,
      [...family, ...page, ...family, ...page, limit],
    );
  }

  /** Points sent since an instant that wait or were accepted. */
  async sentSince(reader: Reader, family: readonly number[], sinceMs: number): Promise<number> {
    const list = family.map(() => '?').join(',');
    const rows = await reader.query<{ points: number | null }>(
      `SELECT CAST(SUM(points) AS SIGNED) AS points FROM points_transfer
        WHERE from_customer_id IN (${list}) AND created_at_ms >= ? AND state IN ('waiting', 'accepted')`,
      [...family, sinceMs],
    );
    return rows[0]?.points ?? 0;
  }

  /** @returns false when it was settled by then: a code is claimed once */
  async settle(
    tx: Tx,
    transferId: number,
    state: TransferRow['state'],
    toCustomerId: number,
    nowMs: number,
  ): Promise<boolean> {
    const changed = await tx.exec(
      "UPDATE points_transfer SET state = ?, to_customer_id = ?, settled_at_ms = ? WHERE id = ? AND state = 'waiting'",
      [state, toCustomerId, nowMs, transferId],
    );
    return changed === 1;
  }

  /** Waiting transfers whose time is up, of all brands. */
  async due(reader: Reader, nowMs: number, limit: number): Promise<TransferRow[]> {
    return reader.query<TransferRow>(
      `SELECT ${ALL} WHERE state = 'waiting' AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?`,
      [nowMs, limit],
    );
  }
}
