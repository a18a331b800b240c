import type { SandboxClock } from './options';

// The platform's documented life of a login code and of a phone code.
const CODE_LIFE_MS = 5 * 60_000;
// Dead codes are remembered for an hour, so that a repeat is told apart from a code that never existed.
const MEMORY_MS = 60 * 60_000;

interface IssuedCode {
  appid: string;
  personKey: string;
  issuedAtMs: number;
  isUsed: boolean;
}

export type CodeOutcome = { state: 'good'; personKey: string } | { state: 'unknown' | 'expired' | 'used' };

/** Codes that work once, for one app, for five minutes. */
export class OneTimeCodes {
  private readonly codes = new Map<string, IssuedCode>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly newCode: () => string,
  ) {}

  issue(appid: string, personKey: string): { code: string; expiresAtMs: number } {
    const nowMs = this.clock.nowMs();
    this.forgetOld(nowMs);
    const code = this.newCode();
    this.codes.set(code, { appid, personKey, issuedAtMs: nowMs, isUsed: false });
    return { code, expiresAtMs: nowMs + CODE_LIFE_MS };
  }

  /** Spends the code when it is good. Another app's code is unknown here and stays unspent. */
  redeem(appid: string, code: string): CodeOutcome {
    const issued = this.codes.get(code);
    if (!issued || issued.appid !== appid) return { state: 'unknown' };
    if (issued.isUsed) return { state: 'used' };
    if (this.clock.nowMs() >= issued.issuedAtMs + CODE_LIFE_MS) return { state: 'expired' };
    issued.isUsed = true;
    return { state: 'good', personKey: issued.personKey };
  }

  private forgetOld(nowMs: number): void {
    // A Map keeps insertion order, so the oldest codes come first and the loop ends at the first young one.
    for (const [code, issued] of this.codes) {
      if (nowMs - issued.issuedAtMs < MEMORY_MS) return;
      this.codes.delete(code);
    }
  }
}
