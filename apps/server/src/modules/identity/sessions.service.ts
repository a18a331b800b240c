import { Injectable } from '@nestjs/common';
import type { CommonErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { AccessTokens, hashRefreshToken, newRefreshToken } from '../../platform/auth/tokens';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { Refusal, RefusalOf } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { IdentityQueries, type SessionRow } from './queries';

/** Short: what a stolen access token is good for. Revocation does not wait for it, see `verify`. */
const ACCESS_MS = 15 * 60_000;
/** A member stays signed in for this long without opening the app. */
const REFRESH_MS = { member: 60 * 86_400_000, operator: 12 * 3_600_000 };

export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessExpiresAtMs: number;
  readonly refreshToken: string;
  readonly refreshExpiresAtMs: number;
}

/** The session behind a valid access token. */
export interface LiveSession {
  readonly id: number;
  readonly kind: 'member' | 'operator';
  readonly brandId: number;
  readonly subjectId: number;
}

@Injectable()
export class SessionsService {
  private readonly tokens: AccessTokens;

  constructor(
    private readonly db: Database,
    private readonly queries: IdentityQueries,
    secrets: Secrets,
  ) {
    const keys = [{ id: 'k1', secret: secrets.derive('access-tokens') }];
    this.tokens = new AccessTokens({ keys, issuer: 'liuliang', lifetimeMs: ACCESS_MS, clock: db });
  }

  /** Opens a session inside the transaction that signed somebody in. */
  async open(tx: Tx, kind: 'member' | 'operator', brandId: number, subjectId: number): Promise<IssuedTokens> {
    const refresh = newRefreshToken();
    const nowMs = this.db.nowMs();
    const session: SessionRow = {
      id: this.db.nextId(),
      brand_id: brandId,
      kind,
      subject_id: subjectId,
      refresh_hash: Buffer.from(refresh.hash, 'hex'),
      spent_hash: Buffer.alloc(0),
      expires_at_ms: nowMs + REFRESH_MS[kind],
      revoked_at_ms: 0,
    };
    await this.queries.insertSession(tx, session, nowMs);
    return this.issue(session, refresh.token, session.expires_at_ms);
  }

  /**
   * Trades a refresh token for new tokens. A token that was traded before has been copied by somebody: the session
   * ends for both.
   */
  async refresh(refreshToken: string): Promise<Result<IssuedTokens, RefusalOf<'refreshSession'>>> {
    const hash = hashRefreshToken(refreshToken);
    if (hash === null) return fail({ code: 'SESSION_EXPIRED' });
    return this.db.run(
      'sessions.refresh',
      async (tx): Promise<Result<IssuedTokens, RefusalOf<'refreshSession'>>> => {
        const presented = Buffer.from(hash, 'hex');
        const session = await this.queries.sessionByRefresh(tx, presented);
        const nowMs = this.db.nowMs();
        if (!session || session.expires_at_ms <= nowMs) return fail({ code: 'SESSION_EXPIRED' });
        if (session.revoked_at_ms > 0) return fail({ code: 'SESSION_REVOKED' });
        if (!session.refresh_hash.equals(presented)) {
          await this.queries.revoke(tx, session.id, nowMs);
          return fail({ code: 'SESSION_REVOKED' });
        }
        const fresh = newRefreshToken();
        const expiresAtMs = nowMs + REFRESH_MS[session.kind];
        await this.queries.rotate(tx, session, Buffer.from(fresh.hash, 'hex'), expiresAtMs);
        return ok(await this.issue(session, fresh.token, expiresAtMs));
      },
    );
  }

  /** Ends the session that owns a refresh token. @returns whether there was a live one. */
  async revoke(refreshToken: string): Promise<boolean> {
    const hash = hashRefreshToken(refreshToken);
    if (hash === null) return false;
    return this.db.run('sessions.revoke', async (tx) => {
      const session = await this.queries.sessionByRefresh(tx, Buffer.from(hash, 'hex'));
      if (!session || session.revoked_at_ms > 0) return false;
      await this.queries.revoke(tx, session.id, this.db.nowMs());
      return true;
    });
  }

  /** Ends every session of somebody: erasure, dismissal, a changed password. */
  async revokeAll(tx: Tx, kind: 'member' | 'operator', subjectId: number): Promise<void> {
    await this.queries.revokeAll(tx, kind, subjectId, this.db.nowMs());
  }

  /** Checks an access token and reads its session: a revoked session ends at once, whatever the token says (INV-31). */
  async verify(accessToken: string): Promise<Result<LiveSession, Refusal<CommonErrorCode>>> {
    const asMember = await this.tokens.verify(accessToken, { kind: 'member' });
    const claims = asMember.ok ? asMember : await this.tokens.verify(accessToken, { kind: 'operator' });
    if (!claims.ok) {
      const isExpired = !asMember.ok && asMember.error.code === 'SESSION_EXPIRED';
      return fail({ code: isExpired ? 'SESSION_EXPIRED' : claims.error.code });
    }
    const session = await this.db.read((reader) =>
      this.queries.session(reader, Number(claims.value.sessionId)),
    );
    if (!session || session.kind !== claims.value.kind) return fail({ code: 'SIGN_IN_REQUIRED' });
    if (session.revoked_at_ms > 0) return fail({ code: 'SESSION_REVOKED' });
    return ok({
      id: session.id,
      kind: session.kind,
      brandId: session.brand_id,
      subjectId: session.subject_id,
    });
  }

  private async issue(
    session: SessionRow,
    refreshToken: string,
    refreshExpiresAtMs: number,
  ): Promise<IssuedTokens> {
    const access = await this.tokens.sign({
      subject: String(session.subject_id),
      kind: session.kind,
      sessionId: String(session.id),
      version: 1,
      brand: String(session.brand_id),
    });
    return {
      accessToken: access.token,
      accessExpiresAtMs: access.expiresAtMs,
      refreshToken,
      refreshExpiresAtMs,
    };
  }
}
