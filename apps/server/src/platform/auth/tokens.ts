import {
  createHash,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { fail, ok, type Result } from '@liuliang/domain';
import type { Clock } from '../clock';

export type PrincipalKind = 'member' | 'operator';

/** What an access token says. Whether the session still stands is the caller's to check, by id and version. */
export interface AccessClaims {
  /** Public id of the member or operator. */
  subject: string;
  kind: PrincipalKind;
  sessionId: string;
  /** Raised to revoke: a token of an older version than the session's is void. */
  version: number;
  /** The brand the session was opened in; null for an operator who stands above brands. */
  brand: string | null;
}

/** Claims of a token that is genuine and current, with its own end. */
export interface VerifiedClaims extends AccessClaims {
  expiresAtMs: number;
}

export interface AccessTokenOptions {
  /** The first key signs, all verify, so that a new key goes in front and the old one leaves after one lifetime. */
  keys: readonly { id: string; secret: Uint8Array }[];
  issuer: string;
  lifetimeMs: number;
  clock: Clock;
}

/** `SESSION_EXPIRED`: genuine but over, refresh it. `SIGN_IN_REQUIRED`: anything else, and no word on what. */
export interface TokenRefusal {
  code: 'SESSION_EXPIRED' | 'SIGN_IN_REQUIRED';
}

const ALGORITHM = 'HS256';
// RFC 9068's type keeps any other JWT signed with the same key from passing as an access token.
const TYPE = 'at+jwt';
// Ours have about 400 characters; a megabyte of token is refused before anything parses it.
const TOKEN_CHARS_MAX = 2_048;
// Servers whose clocks differ by more than 2 s refuse to start; 5 s covers the way between them.
const CLOCK_TOLERANCE_SECONDS = 5;
const REFRESH_SHAPE = /^[\w-]{43}$/;

/**
 * AUTH-1: signs and verifies access tokens with HMAC-SHA256, and no other algorithm whatever a header asks for. A header
 * is not even read: it is one of ours to the letter, or the token is refused.
 */
export class AccessTokens {
  readonly #keys: Map<string, KeyObject>;
  /** By the header that tokens of a key have, as it stands in them. */
  readonly #keyByHeader: Map<string, KeyObject>;
  readonly #signingKeyId: string;
  readonly #options: Omit<AccessTokenOptions, 'keys'>;

  /** @throws RangeError without a key, with a key under 32 bytes, or with two keys of one id. */
  constructor({ keys, ...options }: AccessTokenOptions) {
    const [signing] = keys;
    if (!signing || keys.some((key) => key.secret.length < 32))
      throw new RangeError('Token keys have 32 bytes or more');
    this.#keys = new Map(keys.map((key) => [key.id, createSecretKey(key.secret)]));
    if (this.#keys.size !== keys.length) throw new RangeError('Two token keys share an id');
    this.#keyByHeader = new Map([...this.#keys].map(([id, key]) => [encoded(headerOf(id)), key]));
    this.#signingKeyId = signing.id;
    this.#options = options;
  }

  /**
   * By hand as well, and at once: the library signs on the threads where passwords are hashed, and waits for them.
   * @param notAfterMs the end of the session, which its tokens do not outlive
   */
  sign(claims: AccessClaims, notAfterMs = Infinity): { token: string; expiresAtMs: number } {
    const nowMs = this.#options.clock.nowMs();
    const endsAt = Math.floor(Math.min(nowMs + this.#options.lifetimeMs, notAfterMs) / 1_000);
    const payload = {
      kind: claims.kind,
      sid: claims.sessionId,
      ver: claims.version,
      brand: claims.brand,
      iss: this.#options.issuer,
      aud: audienceOf(claims.kind),
      sub: claims.subject,
      iat: Math.floor(nowMs / 1_000),
      exp: endsAt,
    };
    const signed = `${encoded(headerOf(this.#signingKeyId))}.${encoded(payload)}`;
    return { token: `${signed}.${macOf(this.#signingKey(), signed)}`, expiresAtMs: endsAt * 1_000 };
  }

  /**
   * The claims of a genuine, current token, of the expected kind and brand where they are given. By hand, because this is
   * asked before every request of somebody new: the library verifies in another thread, after reading the token twice.
   */
  verify(
    token: string,
    expected: { kind?: PrincipalKind; brand?: string | null } = {},
  ): Result<VerifiedClaims, TokenRefusal> {
    const payload = this.#payloadOf(token);
    const claims = payload && this.#read(payload);
    if (!claims || (expected.kind !== undefined && claims.kind !== expected.kind))
      return fail({ code: 'SIGN_IN_REQUIRED' });
    if (expected.brand !== undefined && claims.brand !== expected.brand)
      return fail({ code: 'SIGN_IN_REQUIRED' });
    const { iat, exp } = payload as { iat: number; exp: number };
    const nowSeconds = Math.floor(this.#options.clock.nowMs() / 1_000);
    if (iat > nowSeconds + CLOCK_TOLERANCE_SECONDS) return fail({ code: 'SIGN_IN_REQUIRED' });
    // Whatever a token promises itself, it lives no longer than ours do.
    const endsAt = Math.min(exp, iat + Math.ceil(this.#options.lifetimeMs / 1_000));
    if (endsAt <= nowSeconds - CLOCK_TOLERANCE_SECONDS) return fail({ code: 'SESSION_EXPIRED' });
    return ok(claims);
  }

  #signingKey(): KeyObject {
    return this.#keys.get(this.#signingKeyId) as KeyObject; // The constructor put it there.
  }

  /** What a token says that one of our keys signed; null for any other text. */
  #payloadOf(token: string): Record<string, unknown> | null {
    if (typeof token !== 'string' || token.length > TOKEN_CHARS_MAX) return null;
    const headerEnd = token.indexOf('.');
    const payloadEnd = token.lastIndexOf('.');
    const key = this.#keyByHeader.get(token.slice(0, headerEnd));
    if (!key || payloadEnd <= headerEnd) return null;
    const wanted = macOf(key, token.slice(0, payloadEnd));
    const [ours, theirs] = [Buffer.from(wanted), Buffer.from(token.slice(payloadEnd + 1))];
    if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null;
    try {
      const payload: unknown = JSON.parse(
        Buffer.from(token.slice(headerEnd + 1, payloadEnd), 'base64url').toString(),
      );
      return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  #read(payload: Record<string, unknown>): VerifiedClaims | null {
    const { sub, sid, ver, kind, brand, aud, iss, iat, exp, nbf } = payload;
    if (!isName(sub) || !isName(sid) || (kind !== 'member' && kind !== 'operator')) return null;
    if (aud !== audienceOf(kind) || iss !== this.#options.issuer) return null;
    // We never date a token ahead, so one that is was not made here.
    if (!isSecond(iat) || !isSecond(exp) || nbf !== undefined) return null;
    if (typeof ver !== 'number' || !Number.isSafeInteger(ver) || ver < 0) return null;
    if (brand !== null && !isName(brand)) return null;
    return { subject: sub, kind, sessionId: sid, version: ver, brand, expiresAtMs: exp * 1_000 };
  }
}

const headerOf = (kid: string) => ({ alg: ALGORITHM, typ: TYPE, kid });
const macOf = (key: KeyObject, signed: string): string =>
  createHmac('sha256', key).update(signed).digest('base64url');
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The first 96 bits of a refresh token are the same in all tokens of a session, the other 160 are of this one alone. */
const FAMILY_BYTES = 12;
const FAMILY_CHARS = 16;

/** What a table may keep of a refresh token: SHA-256 in hex. Neither the token nor its family is stored. */
export interface RefreshHashes {
  readonly hash: string;
  /** Of what all refresh tokens of the session have in common, so that one from long ago is known for what it is. */
  readonly familyHash: string;
}

/**
 * A refresh token of 32 random bytes for the client, with what to store of it.
 * @param before the token that it takes the place of; without one a session begins
 */
export function newRefreshToken(before?: string): RefreshHashes & { readonly token: string } {
  const family = before?.slice(0, FAMILY_CHARS) ?? randomBytes(FAMILY_BYTES).toString('base64url');
  const token = family + randomBytes(32 - FAMILY_BYTES).toString('base64url');
  return { token, ...hashesOf(token) };
}

/** What to look a presented refresh token up by, or null when it cannot be one. */
export function hashRefreshToken(token: string): RefreshHashes | null {
  return typeof token === 'string' && REFRESH_SHAPE.test(token) ? hashesOf(token) : null;
}

const hashesOf = (token: string): RefreshHashes => ({
  hash: sha256Hex(token),
  familyHash: sha256Hex(token.slice(0, FAMILY_CHARS)),
});

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Each kind has its own audience, so a member's token is void where operators are expected, and the reverse. */
function audienceOf(kind: PrincipalKind): string {
  return `liuliang/${kind}`;
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value);
const isSecond = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value);
