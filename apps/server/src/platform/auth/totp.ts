import { fail, ok, type Result } from '@liuliang/domain';
import { generateSecret, generateURI, verify } from 'otplib';

// RFC 6238 as every authenticator app has it: SHA-1, six digits, steps of 30 s.
const STEP_SECONDS = 30;
// One step either way covers a phone clock half a minute off and the time it takes to type (RFC 6238, 5.2).
const TOLERANCE_SECONDS = STEP_SECONDS;

export interface TotpRefusal {
  code: 'TOTP_WRONG';
}

export interface TotpAttempt {
  /** Base32, as `newTotpSecret` made it. */
  secret: string;
  /** What the person typed. */
  token: string;
  nowMs: number;
  /** The step of the last code this account was let in with; null when there was none. */
  lastUsedStep: number | null;
}

/** 160 random bits in Base32. Store it encrypted. */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 });
}

/** The `otpauth://` address for the QR code. It holds the secret: show it once, never log it. */
export function totpUri(secret: string, label: string, issuer: string): string {
  return generateURI({ issuer, label, secret });
}

/**
 * AUTH-2: accepts a code of this step, the one before or the one after, once: store the answered step in the same
 * transaction and pass it as `lastUsedStep` next time (a code seen over a shoulder is worth nothing afterwards).
 */
export async function verifyTotp(attempt: TotpAttempt): Promise<Result<{ step: number }, TotpRefusal>> {
  const { secret, token, nowMs, lastUsedStep } = attempt;
  // The library throws on anything but six digits, and `\d` in JavaScript is ASCII only, so `٣` does not pass.
  if (typeof token !== 'string' || !/^\d{6}$/.test(token)) return fail({ code: 'TOTP_WRONG' });
  const epoch = Math.floor(nowMs / 1_000);
  const outcome = await verify({ secret, token, epoch, epochTolerance: TOLERANCE_SECONDS });
  if (!outcome.valid || !('timeStep' in outcome)) return fail({ code: 'TOTP_WRONG' });
  if (lastUsedStep !== null && outcome.timeStep <= lastUsedStep) return fail({ code: 'TOTP_WRONG' });
  return ok({ step: outcome.timeStep });
}
