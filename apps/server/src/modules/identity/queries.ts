import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { Served } from '../../platform/housekeeping.queries';

/** A session that ended a week ago can neither be refreshed nor tell anything that the audit log does not. */
export const endedSessions: Served = { table: 'session', column: 'expires_at_ms', keptMs: 7 * 86_400_000 };

export interface SessionRow {
  id: number;
  brand_id: number;
  kind: 'member' | 'operator';
  subject_id: number;
  refresh_hash: Buffer;
  spent_hash: Buffer;
  expires_at_ms: number;
  revoked_at_ms: number;
}

export interface OperatorRow {
  id: number;
  brand_id: number;
  login: Buffer;
  display_name: string;
  password_hash: string;
  totp_secret: Buffer;
  totp_last_step: number;
  role: string;
  store_scope: string;
  failed_attempts: number;
  locked_until_ms: number;
  disabled_at_ms: number;
}

export interface ApiKeyRow {
  brand_id: number;
  key_id: string;
  secret: Buffer;
  disabled_at_ms: number;
}

const SESSION = 'id, brand_id, kind, subject_id, refresh_hash, spent_hash, expires_at_ms, revoked_at_ms';
const OPERATOR =
  'id, brand_id, login, display_name, password_hash, totp_secret, totp_last_step, role, store_scope, failed_attempts, locked_until_ms, disabled_at_ms';

@Injectable()
export class IdentityQueries {
  async insertSession(tx: Tx, session: SessionRow, nowMs: number): Promise<void> {
    const columns = `${SESSION}, created_at_ms`.split(', ');
    const row = [
      session.id,
      session.brand_id,
      session.kind,
      session.subject_id,
      session.refresh_hash,
      session.spent_hash,
      session.expires_at_ms,
      session.revoked_at_ms,
      nowMs,
    ];
    await insertRows(tx, 'session', columns, [row]);
  }

  async session(reader: Reader, id: number): Promise<SessionRow | null> {
    return (await reader.query<SessionRow>(`SELECT ${SESSION} FROM session WHERE id = ?`, [id]))[0] ?? null;
  }

  /** The session whose refresh token this is, or was one turn ago; locked. */
  async sessionByRefresh(tx: Tx, hash: Buffer): Promise<SessionRow | null> {
    const rows = await tx.query<SessionRow>(
      `SELECT ${SESSION} FROM session WHERE refresh_hash = ? OR spent_hash = ?${tx.dialect.forUpdate}`,
      [hash, hash],
    );
    return rows[0] ?? null;
  }

  async rotate(tx: Tx, session: SessionRow, fresh: Buffer, expiresAtMs: number): Promise<void> {
    await tx.exec(
      'UPDATE session SET spent_hash = refresh_hash, refresh_hash = ?, expires_at_ms = ? WHERE id = ?',
      [fresh, expiresAtMs, session.id],
    );
  }

  async revoke(tx: Tx, sessionId: number, nowMs: number): Promise<void> {
    await tx.exec('UPDATE session SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms = 0', [
      nowMs,
      sessionId,
    ]);
  }

  async revokeAll(tx: Tx, kind: SessionRow['kind'], subjectId: number, nowMs: number): Promise<void> {
    await tx.exec(
      'UPDATE session SET revoked_at_ms = ? WHERE kind = ? AND subject_id = ? AND revoked_at_ms = 0',
      [nowMs, kind, subjectId],
    );
  }

  async operatorByLogin(reader: Reader, login: string, suffix = ''): Promise<OperatorRow | null> {
    const sql = `SELECT ${OPERATOR} FROM operator WHERE login = ?${suffix}`;
    return (await reader.query<OperatorRow>(sql, [Buffer.from(login)]))[0] ?? null;
  }

  async operator(reader: Reader, id: number): Promise<OperatorRow | null> {
    return (
      (await reader.query<OperatorRow>(`SELECT ${OPERATOR} FROM operator WHERE id = ?`, [id]))[0] ?? null
    );
  }

  /** What operators are called, by id. */
  async operatorNames(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
    const rows = await queryIn<{ id: number; name: string }>(
      reader,
      ids,
      (list) => `SELECT id, display_name AS name FROM operator WHERE id IN (${list})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** @returns false when the login is taken. */
  async insertOperator(tx: Tx, operator: OperatorRow): Promise<boolean> {
    const columns = OPERATOR.split(', ');
    const row = columns.map((column) => operator[column as keyof OperatorRow]);
    return (await insertRows(tx, 'operator', columns, [row], { ignore: true })) === 1;
  }

  async noteAttempt(tx: Tx, operatorId: number, failed: number, lockedUntilMs: number): Promise<void> {
    await tx.exec('UPDATE operator SET failed_attempts = ?, locked_until_ms = ? WHERE id = ?', [
      failed,
      lockedUntilMs,
      operatorId,
    ]);
  }

  async noteTotpStep(tx: Tx, operatorId: number, step: number): Promise<void> {
    await tx.exec('UPDATE operator SET totp_last_step = ? WHERE id = ? AND totp_last_step < ?', [
      step,
      operatorId,
      step,
    ]);
  }

  async apiKey(reader: Reader, keyId: string): Promise<ApiKeyRow | null> {
    const sql = 'SELECT brand_id, key_id, secret, disabled_at_ms FROM api_key WHERE key_id = ?';
    return (await reader.query<ApiKeyRow>(sql, [keyId]))[0] ?? null;
  }

  async insertApiKey(tx: Tx, id: number, key: ApiKeyRow & { name: string }): Promise<void> {
    const columns = ['id', 'brand_id', 'key_id', 'secret', 'name', 'disabled_at_ms'];
    await insertRows(tx, 'api_key', columns, [
      [id, key.brand_id, key.key_id, key.secret, key.name, key.disabled_at_ms],
    ]);
  }
}
