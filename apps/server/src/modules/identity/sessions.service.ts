import { Injectable } from '@nestjs/common';
import type { CommonErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { AccessTokens, hashRefreshToken, newRefreshToken } from '../../platform/auth/tokens';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { Callers, type Refusal, type RefusalOf } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import { BrandsService, clockOf } from '../brands';
import { anySession, sessions, type SessionRow } from './entities';

/** Short: what a stolen access token is good for. Revocation does not wait for it: the session is read as well. */
const ACCESS_MS = 15 * 60_000;
/** A member stays signed in for this long without opening the app. */
const REFRESH_MS = { member: 60 * 86_400_000, operator: 12 * 3_600_000 };

export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessExpiresAtMs: number;
  readonly refreshToken: string;
  readonly refreshExpiresAtMs: number;
  readonly clock: [fromMs: number, minutes: number][];
}

/** Which session an access token is of, and when the token ends. */
export interface SessionClaims extends Pick<SessionRow, 'kind'> {
  readonly sessionId: number;
  readonly expiresAtMs: number;
}

type OpenSession = Readonly<Pick<SessionRow, 'id' | 'kind' | 'brandId' | 'subjectId'>>;

@Injectable()
export class SessionsService {
  private readonly tokens: AccessTokens;

  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly callers: Callers,
    secrets: Secrets,
  ) {
    const keys = [{ id: 'k1', secret: secrets.derive('access-tokens') }];
    this.tokens = new AccessTokens({ keys, issuer: 'liuliang', lifetimeMs: ACCESS_MS, clock: db });
  }

  /** Opens a session inside the transaction that signed somebody in. */
  async open(tx: Tx, kind: SessionRow['kind'], brandId: number, subjectId: number): Promise<IssuedTokens> {
    const refresh = newRefreshToken();
    const createdAtMs = tx.nowMs();
    const expiresAtMs = createdAtMs + REFRESH_MS[kind];
    const session = { id: tx.nextId(), brandId, kind, subjectId };
    const refreshHash = Buffer.from(refresh.hash, 'hex');
    await sessions.insert(tx, [{ ...session, refreshHash, createdAtMs, expiresAtMs }]);
    return this.issue(tx, session, refresh.token, expiresAtMs);
  }

  /**
   * Trades a refresh token for new tokens. A token that was traded before has been copied by somebody: the session
   * ends for both.
   */
  async refresh(refreshToken: string): Promise<Result<IssuedTokens, RefusalOf<'refreshSession'>>> {
    const hash = hashRefreshToken(refreshToken);
    if (hash === null) return fail({ code: 'SESSION_EXPIRED' });
    return this.db.run<Result<IssuedTokens, RefusalOf<'refreshSession'>>>('sessions.refresh', async (tx) => {
      const presented = Buffer.from(hash, 'hex');
      const session = await this.presentedBy(tx, presented);
      const nowMs = tx.nowMs();
      if (!session || session.expiresAtMs <= nowMs) return fail({ code: 'SESSION_EXPIRED' });
      if (session.revokedAtMs > 0) return fail({ code: 'SESSION_REVOKED' });
      const { id, refreshHash } = session;
      if (!refreshHash.equals(presented)) {
        await anySession.set(tx, { id, revokedAtMs: 0 }, { revokedAtMs: nowMs });
        this.callers.forgetSession(tx, id);
        return fail({ code: 'SESSION_REVOKED' });
      }
      const fresh = newRefreshToken();
      const expiresAtMs = nowMs + REFRESH_MS[session.kind];
      const turned = { spentHash: refreshHash, refreshHash: Buffer.from(fresh.hash, 'hex'), expiresAtMs };
      await anySession.set(tx, { id }, turned);
      return ok(await this.issue(tx, session, fresh.token, expiresAtMs));
    });
  }

  /** Ends the session that owns a refresh token. @returns whether there was a live one. */
  async revoke(refreshToken: string): Promise<boolean> {
    const hash = hashRefreshToken(refreshToken);
    if (hash === null) return false;
    return this.db.run('sessions.revoke', async (tx) => {
      const session = await this.presentedBy(tx, Buffer.from(hash, 'hex'));
      if (!session || session.revokedAtMs > 0) return false;
      await anySession.set(tx, { id: session.id }, { revokedAtMs: tx.nowMs() });
      this.callers.forgetSession(tx, session.id);
      return true;
    });
  }

  /** Ends every session of somebody: erasure, dismissal, a changed password. */
  async revokeAll(tx: Tx, kind: SessionRow['kind'], subjectId: number): Promise<void> {
    await anySession.set(tx, { kind, subjectId, revokedAtMs: 0 }, { revokedAtMs: tx.nowMs() });
    this.callers.forgetSubject(tx, kind, subjectId);
  }

  /** What a genuine access token says. Whether its session still stands is for the caller to read. */
  claims(accessToken: string): Result<SessionClaims, Refusal<CommonErrorCode>> {
    const claims = this.tokens.verify(accessToken);
    if (!claims.ok) return fail({ code: claims.error.code });
    const { kind, sessionId, expiresAtMs } = claims.value;
    return ok({ kind, sessionId: Number(sessionId), expiresAtMs });
  }

  /** The session whose refresh token this is, or was one turn ago; locked. */
  private presentedBy(tx: Tx, hash: Buffer): Promise<SessionRow | null> {
    const and = ['refresh_hash = ? OR spent_hash = ?', hash, hash] as const;
    return anySession.one(tx, {}, { and, lock: 'update' });
  }

  private async issue(
    reader: Reader,
    session: OpenSession,
    refreshToken: string,
    refreshExpiresAtMs: number,
  ): Promise<IssuedTokens> {
    const access = this.tokens.sign({
      subject: String(session.subjectId),
      kind: session.kind,
      sessionId: String(session.id),
      version: 1,
      brand: String(session.brandId),
    });
    const { timeZone } = await this.brands.byId(reader, session.brandId);
    const clock = clockOf(timeZone, reader.nowMs()).map(([fromMs, minutes]): [number, number] => [
      fromMs,
      minutes,
    ]);
    return {
      accessToken: access.token,
      accessExpiresAtMs: access.expiresAtMs,
      refreshToken,
      refreshExpiresAtMs,
      clock,
    };
  }
}
