import { Injectable } from '@nestjs/common';
import type { CommonErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import {
  AccessTokens,
  hashRefreshToken,
  newRefreshToken,
  type RefreshHashes,
} from '../../platform/auth/tokens';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { Callers, type Refusal, type RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { Secrets } from '../../platform/secrets';
import { BrandsService, clockOf } from '../brands';
import { anySession, sessions, type SessionRow } from './entities';

/** Short: what a stolen access token is good for. Revocation does not wait for it: the session is read as well. */
const ACCESS_MS = 15 * 60_000;
/** Somebody stays signed in for this long without coming back. */
const REFRESH_MS = { member: 60 * 86_400_000, operator: 12 * 3_600_000 };
/**
 * An operator's session ends after a long day, however busy it is: a screen that asks again by itself, or a copied
 * session, is not signed in for ever. A member's phone is their own.
 */
const WHOLE_MS = { member: Infinity, operator: 16 * 3_600_000 };

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

/** The public id of whom a session is of. */
const SUBJECTS = { member: 'cus', operator: 'opr' } as const;

/** When a session ends that is renewed now; at or before now when it has been as long as it may be. */
const endOf = (kind: SessionRow['kind'], createdAtMs: number, nowMs: number): number =>
  Math.min(nowMs + REFRESH_MS[kind], createdAtMs + WHOLE_MS[kind]);

@Injectable()
export class SessionsService {
  private readonly tokens: AccessTokens;

  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly callers: Callers,
    private readonly publicIds: PublicIds,
    secrets: Secrets,
  ) {
    // k1 named tokens with row ids in them; the release that made them takes none of ours for its own.
    const keys = [{ id: 'k2', secret: secrets.derive('access-tokens') }];
    this.tokens = new AccessTokens({ keys, issuer: 'liuliang', lifetimeMs: ACCESS_MS, clock: db });
  }

  /** Opens a session inside the transaction that signed somebody in. */
  async open(tx: Tx, kind: SessionRow['kind'], brandId: number, subjectId: number): Promise<IssuedTokens> {
    const refresh = newRefreshToken();
    const createdAtMs = tx.nowMs();
    const expiresAtMs = endOf(kind, createdAtMs, createdAtMs);
    const session = { id: tx.nextId(), brandId, kind, subjectId };
    await sessions.insert(tx, [{ ...session, ...stored(refresh), createdAtMs, expiresAtMs }]);
    return this.issue(tx, session, refresh.token, expiresAtMs);
  }

  /**
   * Trades a refresh token for new tokens. A token that was traded before, however long ago, has been copied by somebody:
   * the session ends for both (IDENTITY-1).
   */
  async refresh(refreshToken: string): Promise<Result<IssuedTokens, RefusalOf<'refreshSession'>>> {
    const hashes = hashRefreshToken(refreshToken);
    if (hashes === null) return fail({ code: 'SESSION_EXPIRED' });
    return this.db.run<Result<IssuedTokens, RefusalOf<'refreshSession'>>>('sessions.refresh', async (tx) => {
      const session = await this.presentedBy(tx, hashes);
      const nowMs = tx.nowMs();
      if (!session || session.expiresAtMs <= nowMs) return fail({ code: 'SESSION_EXPIRED' });
      if (session.revokedAtMs > 0) return fail({ code: 'SESSION_REVOKED' });
      const { id, kind } = session;
      if (session.refreshHash.toString('hex') !== hashes.hash) {
        await anySession.set(tx, { id, revokedAtMs: 0 }, { revokedAtMs: nowMs });
        this.callers.forgetSession(tx, id);
        return fail({ code: 'SESSION_REVOKED' });
      }
      const expiresAtMs = endOf(kind, session.createdAtMs, nowMs);
      // A session that was opened before there was such an end may be past it.
      if (expiresAtMs <= nowMs) return fail({ code: 'SESSION_EXPIRED' });
      const fresh = newRefreshToken(refreshToken);
      await anySession.set(tx, { id }, { ...stored(fresh), expiresAtMs });
      return ok(await this.issue(tx, session, fresh.token, expiresAtMs));
    });
  }

  /** Ends the session that owns a refresh token. @returns whether there was a live one. */
  async revoke(refreshToken: string): Promise<boolean> {
    const hashes = hashRefreshToken(refreshToken);
    if (hashes === null) return false;
    return this.db.run('sessions.revoke', async (tx) => {
      const session = await this.presentedBy(tx, hashes);
      if (!session || session.revokedAtMs > 0) return false;
      await anySession.set(tx, { id: session.id }, { revokedAtMs: tx.nowMs() });
      this.callers.forgetSession(tx, session.id);
      return true;
    });
  }

  /**
   * Ends every session of somebody: erasure, dismissal, a changed password.
   * @param exceptId stays open: the one in which it was asked for
   * @returns how many ended
   */
  async revokeAll(tx: Tx, kind: SessionRow['kind'], subjectId: number, exceptId?: number): Promise<number> {
    const and = exceptId === undefined ? undefined : (['id <> ?', exceptId] as const);
    const ended = await anySession.set(
      tx,
      { kind, subjectId, revokedAtMs: 0 },
      { revokedAtMs: tx.nowMs() },
      and,
    );
    this.callers.forgetSubject(tx, kind, subjectId);
    return ended;
  }

  /** Ends one session of somebody. @returns whether it was theirs and open */
  async revokeOne(tx: Tx, kind: SessionRow['kind'], subjectId: number, id: number): Promise<boolean> {
    const nowMs = tx.nowMs();
    const open = { id, kind, subjectId, revokedAtMs: 0 };
    const ended = await anySession.set(tx, open, { revokedAtMs: nowMs }, ['expires_at_ms > ?', nowMs]);
    this.callers.forgetSession(tx, id);
    return ended > 0;
  }

  /** What a genuine access token says. Whether its session still stands is for the caller to read. */
  claims(accessToken: string): Result<SessionClaims, Refusal<CommonErrorCode>> {
    const claims = this.tokens.verify(accessToken);
    if (!claims.ok) return fail({ code: claims.error.code });
    const { kind, expiresAtMs } = claims.value;
    const sessionId = this.publicIds.decode('ses', claims.value.sessionId);
    return sessionId === null ? fail({ code: 'SIGN_IN_REQUIRED' }) : ok({ kind, sessionId, expiresAtMs });
  }

  /** The session whose refresh token this is, or ever was; locked. */
  private presentedBy(tx: Tx, hashes: RefreshHashes): Promise<SessionRow | null> {
    const { refreshHash, spentHash } = stored(hashes);
    // The last one: before families, the table kept the hash of the token before.
    const and = [
      'refresh_hash = ? OR spent_hash = ? OR spent_hash = ?',
      refreshHash,
      spentHash,
      refreshHash,
    ] as const;
    return anySession.one(tx, {}, { and, lock: 'update' });
  }

  private async issue(
    reader: Reader,
    session: OpenSession,
    refreshToken: string,
    refreshExpiresAtMs: number,
  ): Promise<IssuedTokens> {
    const { id, kind, subjectId } = session;
    const access = this.tokens.sign(
      {
        subject: this.publicIds.encode(SUBJECTS[kind], subjectId),
        kind,
        sessionId: this.publicIds.encode('ses', id),
        version: 1,
        // The session says it; a token would only tell it to whoever reads along.
        brand: null,
      },
      refreshExpiresAtMs,
    );
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

const stored = ({ hash, familyHash }: RefreshHashes): Pick<SessionRow, 'refreshHash' | 'spentHash'> => ({
  refreshHash: Buffer.from(hash, 'hex'),
  spentHash: Buffer.from(familyHash, 'hex'),
});
