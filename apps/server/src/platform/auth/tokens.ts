import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '@liuliang/domain';
import { decodeJwt, errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
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
const HEADER_NAMES = new Set(['alg', 'typ', 'kid']);
const REFRESH_SHAPE = /^[\w-]{43}$/;

/** AUTH-1: signs and verifies access tokens with HMAC-SHA256, and no other algorithm whatever a header asks for. */
export class AccessTokens {
  readonly #keys: Map<string, KeyObject>;
  readonly #signingKeyId: string;
  readonly #options: Omit<AccessTokenOptions, 'keys'>;

  /** @throws RangeError without a key, with a key under 32 bytes, or with two keys of one id. */
  constructor({ keys, ...options }: AccessTokenOptions) {
    const [signing] = keys;
    if (!signing || keys.some((key) => key.secret.length < 32))
      throw new RangeError('Token keys have 32 bytes or more');
    this.#keys = new Map(keys.map((key) => [key.id, createSecretKey(key.secret)]));
    if (this.#keys.size !== keys.length) throw new RangeError('Two token keys share an id');
    this.#signingKeyId = signing.id;
    this.#options = options;
  }

  async sign(claims: AccessClaims): Promise<{ token: string; expiresAtMs: number }> {
    const nowMs = this.#options.clock.nowMs();
    const expiresAtSeconds = Math.floor((nowMs + this.#options.lifetimeMs) / 1_000);
    const token = await new SignJWT({
      kind: claims.kind,
      sid: claims.sessionId,
      ver: claims.version,
      brand: claims.brand,
    })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: this.#signingKeyId })
      .setIssuer(this.#options.issuer)
      .setAudience(audienceOf(claims.kind))
      .setSubject(claims.subject)
      .setIssuedAt(Math.floor(nowMs / 1_000))
      .setExpirationTime(expiresAtSeconds)
      .sign(this.#keyOf(this.#signingKeyId));
    return { token, expiresAtMs: expiresAtSeconds * 1_000 };
  }

  /**
   * The claims of a genuine, current token of the expected kind and, when given, the expected brand. The key is found
   * by exact id among ours: a header cannot bring or point to one.
   */
  async verify(
    token: string,
    expected: { kind: PrincipalKind; brand?: string | null },
  ): Promise<Result<AccessClaims, TokenRefusal>> {
    if (typeof token !== 'string' || token.length > TOKEN_CHARS_MAX)
      return fail({ code: 'SIGN_IN_REQUIRED' });
    try {
      const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => this.#keyOf(kid), {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: this.#options.issuer,
        audience: audienceOf(expected.kind),
        requiredClaims: ['sub', 'exp', 'iat'],
        maxTokenAge: Math.ceil(this.#options.lifetimeMs / 1_000),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.#options.clock.nowMs()),
      });
      const claims = Object.keys(protectedHeader).every((name) => HEADER_NAMES.has(name))
        ? read(payload)
        : null;
      if (!claims || claims.kind !== expected.kind) return fail({ code: 'SIGN_IN_REQUIRED' });
      if (expected.brand !== undefined && claims.brand !== expected.brand)
        return fail({ code: 'SIGN_IN_REQUIRED' });
      return ok(claims);
    } catch (error) {
      // A token is a stranger's input: what the library says of it is a refusal. Anything else is a bug and goes on.
      if (error instanceof errors.JWTExpired) return fail({ code: 'SESSION_EXPIRED' });
      if (error instanceof errors.JOSEError) return fail({ code: 'SIGN_IN_REQUIRED' });
      throw error;
    }
  }

  #keyOf(id: unknown): KeyObject {
    const key = typeof id === 'string' ? this.#keys.get(id) : undefined;
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }
}

/** When an access token that was verified ends, by its own word. */
export const tokenEndMs = (token: string): number => (decodeJwt(token).exp ?? 0) * 1_000;

/** A refresh token of 32 random bytes for the client, and its SHA-256 for the table. The token itself is not stored. */
export function newRefreshToken(random: (size: number) => Buffer = randomBytes): {
  token: string;
  hash: string;
} {
  const token = random(32).toString('base64url');
  return { token, hash: sha256Hex(token) };
}

/** What to look a presented refresh token up by (64 hex digits), or null when it cannot be one. */
export function hashRefreshToken(token: string): string | null {
  return typeof token === 'string' && REFRESH_SHAPE.test(token) ? sha256Hex(token) : null;
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Each kind has its own audience, so a member's token is void where operators are expected, and the reverse. */
function audienceOf(kind: PrincipalKind): string {
  return `liuliang/${kind}`;
}

function read(payload: JWTPayload): AccessClaims | null {
  const { sub, sid, ver, kind, brand, aud } = payload;
  const isName = (value: unknown): value is string =>
    typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value);
  if (!isName(sub) || !isName(sid) || (kind !== 'member' && kind !== 'operator')) return null;
  if (typeof aud !== 'string' || typeof ver !== 'number' || !Number.isSafeInteger(ver) || ver < 0)
    return null;
  if (brand !== null && !isName(brand)) return null;
  return { subject: sub, kind, sessionId: sid, version: ver, brand };
}
