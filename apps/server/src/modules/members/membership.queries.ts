import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';
import type { Served } from '../../platform/housekeeping.queries';

/** A member code lives for a minute; a day later nobody asks why it was refused. */
export const lapsedCodes: Served = { table: 'member_code', column: 'expires_at_ms', keptMs: 86_400_000 };

export interface ProfileRow {
  id: number;
  brand_id: number;
  joined_at_ms: number;
  alias_of: number;
  nickname: Buffer;
  mobile: Buffer;
  home_store_id: number;
  created_at_ms: number;
  erased_at_ms: number;
}

export interface ConsentRow {
  purpose: string;
  version: string;
  granted: number;
  channel: string;
  at_ms: number;
}

export interface IdentityRow {
  kind: string;
  value_index: Buffer;
  value: Buffer;
  created_at_ms: number;
}

const PROFILE =
  'id, brand_id, joined_at_ms, alias_of, nickname, mobile, home_store_id, created_at_ms, erased_at_ms';
const listOf = (values: readonly unknown[]): string => values.map(() => '?').join(',');

@Injectable()
export class MembershipQueries {
  async profiles(reader: Reader, brandId: number, ids: readonly number[]): Promise<ProfileRow[]> {
    if (ids.length === 0) return [];
    return reader.query<ProfileRow>(
      `SELECT ${PROFILE} FROM customer WHERE brand_id = ? AND id IN (${listOf(ids)}) ORDER BY id`,
      [brandId, ...ids],
    );
  }

  /** @returns false when the customer was a member already. */
  async setJoined(tx: Tx, customerId: number, nowMs: number): Promise<boolean> {
    return (
      (await tx.exec('UPDATE customer SET joined_at_ms = ? WHERE id = ? AND joined_at_ms = 0', [
        nowMs,
        customerId,
      ])) === 1
    );
  }

  async setField(tx: Tx, customerId: number, column: 'nickname' | 'mobile', sealed: Buffer): Promise<void> {
    await tx.exec(`UPDATE customer SET ${column} = ? WHERE id = ?`, [sealed, customerId]);
  }

  async setHomeStore(tx: Tx, customerId: number, storeId: number): Promise<void> {
    await tx.exec('UPDATE customer SET home_store_id = ? WHERE id = ?', [storeId, customerId]);
  }

  async addConsents(
    tx: Tx,
    rows: readonly (ConsentRow & { id: number; brandId: number; customerId: number })[],
  ): Promise<void> {
    const columns = ['id', 'brand_id', 'customer_id', 'purpose', 'version', 'granted', 'channel', 'at_ms'];
    await insertRows(
      tx,
      'consent',
      columns,
      rows.map((row) => [
        row.id,
        row.brandId,
        row.customerId,
        row.purpose,
        row.version,
        row.granted,
        row.channel,
        row.at_ms,
      ]),
    );
  }

  /** Every choice of a person, aliases included, oldest first. */
  async consents(reader: Reader, family: readonly number[]): Promise<ConsentRow[]> {
    return reader.query<ConsentRow>(
      `SELECT purpose, version, granted, channel, at_ms FROM consent WHERE customer_id IN (${listOf(family)}) ORDER BY at_ms, id`,
      [...family],
    );
  }

  async identities(reader: Reader, customerId: number): Promise<IdentityRow[]> {
    return reader.query<IdentityRow>(
      'SELECT kind, value_index, value, created_at_ms FROM customer_identity WHERE customer_id = ? ORDER BY created_at_ms, kind',
      [customerId],
    );
  }

  /** Destroys what names or reaches a person; amounts and days stay under a number that leads to nobody. */
  async erase(tx: Tx, family: readonly number[], nowMs: number): Promise<void> {
    const list = listOf(family);
    await tx.exec(`DELETE FROM customer_identity WHERE customer_id IN (${list})`, [...family]);
    await tx.exec(`DELETE FROM member_code WHERE customer_id IN (${list})`, [...family]);
    await tx.exec(`UPDATE customer SET nickname = ?, mobile = ?, erased_at_ms = ? WHERE id IN (${list})`, [
      Buffer.alloc(0),
      Buffer.alloc(0),
      nowMs,
      ...family,
    ]);
  }

  async supersedeCodes(tx: Tx, family: readonly number[], nowMs: number): Promise<void> {
    await tx.exec(
      `UPDATE member_code SET superseded_at_ms = ? WHERE customer_id IN (${listOf(family)}) AND used_at_ms = 0 AND superseded_at_ms = 0`,
      [nowMs, ...family],
    );
  }

  /** @returns false when the code's number is taken; the caller draws another. */
  async addCode(
    tx: Tx,
    brandId: number,
    codeHash: Buffer,
    customerId: number,
    expiresAtMs: number,
  ): Promise<boolean> {
    const columns = [
      'brand_id',
      'code_hash',
      'customer_id',
      'expires_at_ms',
      'used_at_ms',
      'superseded_at_ms',
    ];
    return (
      (await insertRows(tx, 'member_code', columns, [[brandId, codeHash, customerId, expiresAtMs, 0, 0]], {
        ignore: true,
      })) === 1
    );
  }

  async code(
    tx: Tx,
    brandId: number,
    codeHash: Buffer,
  ): Promise<{
    customer_id: number;
    expires_at_ms: number;
    used_at_ms: number;
    superseded_at_ms: number;
  } | null> {
    const rows = await tx.query<{
      customer_id: number;
      expires_at_ms: number;
      used_at_ms: number;
      superseded_at_ms: number;
    }>(
      'SELECT customer_id, expires_at_ms, used_at_ms, superseded_at_ms FROM member_code WHERE brand_id = ? AND code_hash = ?',
      [brandId, codeHash],
    );
    return rows[0] ?? null;
  }

  /** @returns true for exactly one caller. */
  async useCode(tx: Tx, brandId: number, codeHash: Buffer, nowMs: number): Promise<boolean> {
    const changed = await tx.exec(
      'UPDATE member_code SET used_at_ms = ? WHERE brand_id = ? AND code_hash = ? AND used_at_ms = 0 AND superseded_at_ms = 0 AND expires_at_ms > ?',
      [nowMs, brandId, codeHash, nowMs],
    );
    return changed === 1;
  }
}
