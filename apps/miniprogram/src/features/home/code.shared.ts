/** A dynamic member code in hand; it lives one minute and is good for one scan. */
export interface MemberCode {
  readonly code: string;
  readonly expiresAtMs: number;
}

/** Early enough that a guide never scans a code that ends on the way, late enough not to end one being scanned. */
const RENEW_BEFORE_MS = 5_000;

/** What to do with a code now: show it, show it and get the next one, or stop showing it. */
export function codePhase(code: MemberCode, nowMs: number): 'fresh' | 'renew' | 'ended' {
  const leftMs = code.expiresAtMs - nowMs;
  if (leftMs <= 0) return 'ended';
  return leftMs <= RENEW_BEFORE_MS ? 'renew' : 'fresh';
}

/** Whole seconds until the code is renewed, as counted down on the screen. */
export const secondsToRenewal = (code: MemberCode, nowMs: number): number =>
  Math.max(0, Math.ceil((code.expiresAtMs - RENEW_BEFORE_MS - nowMs) / 1000));

/** Whether a scan that the server knows of is one of a code that this sheet showed. Both by the server's clock. */
export const isScanOf = (openedAtMs: number, scannedAtMs: number | null): boolean =>
  scannedAtMs !== null && scannedAtMs >= openedAtMs;
