import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '@liuliang/domain';

// Long enough for a sender with a poor clock, short enough that used nonces need remembering only for minutes.
export const SIGNATURE_WINDOW_MS = 5 * 60_000;
const SECRET_BYTES_MIN = 32;

/** The parts of a request that a signature covers: all that decides what the request does. */
export interface SignedParts {
  method: string;
  /** Path with query exactly as on the request line, e.g. `/open/v1/events?dry=1`. */
  path: string;
  /** Milliseconds since 1970-01-01 UTC, 13 digits. */
  timestamp: string;
  /** Chosen by the sender, new for every request: 16 to 64 letters, digits, `_` or `-`. */
  nonce: string;
  /** The body's bytes as they travel, empty when there is none. */
  body: Uint8Array;
}

/** A request as it arrived: headers may be absent, repeated or rubbish. */
export interface ReceivedRequest {
  method: string;
  path: string;
  body: Uint8Array;
  timestamp: unknown;
  nonce: unknown;
  signature: unknown;
}

export interface SignatureRefusal {
  code: 'SIGNATURE_MISSING' | 'SIGNATURE_STALE' | 'SIGNATURE_WRONG';
}

/** What the caller remembers to refuse the same request a second time. */
export interface VerifiedSignature {
  nonce: string;
  /** After this instant the request is stale anyway and the nonce may be forgotten. */
  forgetNonceAtMs: number;
}

/**
 * The text under the HMAC: six lines joined by `\n`, the first naming the scheme, the last the body's SHA-256 in hex.
 * No part may hold a line break, so two different requests never have the same text.
 */
export function canonicalRequest(parts: SignedParts): string {
  const bodyHash = createHash('sha256').update(parts.body).digest('hex');
  return ['LIULIANG-HMAC-SHA256', parts.method, parts.path, parts.timestamp, parts.nonce, bodyHash].join(
    '\n',
  );
}

/**
 * The signature of a request, 64 hex digits.
 * @throws RangeError when the secret is shorter than 32 bytes or a part has a form that would not verify.
 */
export function signRequest(secret: Uint8Array, parts: SignedParts): string {
  if (!isWellFormed(parts)) throw new RangeError('A part of the request cannot be signed');
  return macOf(secret, parts).toString('hex');
}

/**
 * Checks a received request, in this order: headers there (`SIGNATURE_MISSING`), of the right form
 * (`SIGNATURE_WRONG`), timestamp within 5 minutes of now (`SIGNATURE_STALE`), signature right (`SIGNATURE_WRONG`).
 * Refusing a nonce seen before is the caller's part.
 */
export function verifySignature(
  secret: Uint8Array,
  request: ReceivedRequest,
  nowMs: number,
): Result<VerifiedSignature, SignatureRefusal> {
  const { method, path, body, timestamp, nonce, signature } = request;
  if ([timestamp, nonce, signature].some((header) => header === undefined || header === '')) {
    return fail({ code: 'SIGNATURE_MISSING' });
  }
  if (typeof timestamp !== 'string' || typeof nonce !== 'string' || typeof signature !== 'string') {
    return fail({ code: 'SIGNATURE_WRONG' });
  }
  const parts = { method, path, body, timestamp, nonce };
  if (!isWellFormed(parts) || !/^[0-9a-f]{64}$/.test(signature)) return fail({ code: 'SIGNATURE_WRONG' });
  const sentAtMs = Number(timestamp);
  if (Math.abs(nowMs - sentAtMs) > SIGNATURE_WINDOW_MS) return fail({ code: 'SIGNATURE_STALE' });
  // AUTH-4: both are 32 bytes here: the form was checked above, since timingSafeEqual throws on unequal lengths.
  const isGenuine = timingSafeEqual(macOf(secret, parts), Buffer.from(signature, 'hex'));
  if (!isGenuine) return fail({ code: 'SIGNATURE_WRONG' });
  return ok({ nonce, forgetNonceAtMs: sentAtMs + SIGNATURE_WINDOW_MS });
}

function macOf(secret: Uint8Array, parts: SignedParts): Buffer {
  if (secret.length < SECRET_BYTES_MIN) throw new RangeError('A signing secret has 32 bytes or more');
  return createHmac('sha256', secret).update(canonicalRequest(parts)).digest();
}

function isWellFormed({ method, path, timestamp, nonce }: SignedParts): boolean {
  return (
    /^[A-Z]{3,7}$/.test(method) &&
    /^\/[\x21-\x7e]{0,2047}$/.test(path) &&
    /^\d{13}$/.test(timestamp) &&
    /^[\w-]{16,64}$/.test(nonce)
  );
}
