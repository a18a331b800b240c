import { WechatAnswer } from './answers';
import type { SandboxSettings } from './options';
import { DAY_MS, MINUTE_MS, RateMeter } from './rate-meter';

// A new token is issued once the old one has this long left; for that time both work.
const OVERLAP_MS = 5 * MINUTE_MS;
// Forced refreshes closer together than this answer the current token and change nothing.
const FORCED_GAP_MS = 30_000;
// Expired tokens are remembered for a day, so that using one answers 42001 and not 40001.
const MEMORY_MS = DAY_MS;
const TOKEN_SHAPE = /^\d{1,3}_[A-Za-z0-9_-]{64,500}$/;

interface Token {
  value: string;
  appid: string;
  expiresAtMs: number;
  /** Set when a newer token took its place; past it, use answers 40001. */
  replacedAtMs: number | null;
}

/** Both doors to an access token and the check every API makes. The doors never touch each other's tokens. */
export class AccessTokens {
  private readonly tokens = new Map<string, Token>();
  private readonly stable = new Map<string, Token>();
  private readonly plain = new Map<string, Token>();
  private readonly forcedAtMs = new Map<string, number>();

  constructor(
    private readonly settings: SandboxSettings,
    private readonly meter: RateMeter,
  ) {}

  /** `POST /cgi-bin/stable_token`: the same token until five minutes before its end, unless forced. */
  issueStable(appid: string, isForced: boolean): { access_token: string; expires_in: number } {
    const { limits } = this.settings;
    if (!this.meter.allows(`stable-minute|${appid}`, limits.stableTokensPerMinute, MINUTE_MS)) {
      throw new WechatAnswer(45011);
    }
    if (!this.meter.allows(`stable-day|${appid}`, limits.stableTokensPerDay, DAY_MS))
      throw new WechatAnswer(45009);
    const nowMs = this.settings.clock.nowMs();
    const current = this.stable.get(appid);
    if (isForced && current && nowMs - (this.forcedAtMs.get(appid) ?? -Infinity) >= FORCED_GAP_MS) {
      if (!this.meter.allows(`forced-day|${appid}`, limits.forcedTokensPerDay, DAY_MS))
        throw new WechatAnswer(45009);
      this.forcedAtMs.set(appid, nowMs);
      current.replacedAtMs = nowMs;
      return this.answer(this.replace(this.stable, appid, nowMs), nowMs);
    }
    const isFresh = current && current.replacedAtMs === null && current.expiresAtMs - nowMs > OVERLAP_MS;
    return this.answer(isFresh ? current : this.replace(this.stable, appid, nowMs), nowMs);
  }

  /** `GET /cgi-bin/token`: always a new token; the previous one works for five more minutes. */
  issuePlain(appid: string): { access_token: string; expires_in: number } {
    if (!this.meter.allows(`plain-day|${appid}`, this.settings.limits.plainTokensPerDay, DAY_MS)) {
      throw new WechatAnswer(45009);
    }
    const nowMs = this.settings.clock.nowMs();
    const previous = this.plain.get(appid);
    if (previous) previous.replacedAtMs = nowMs + OVERLAP_MS;
    return this.answer(this.replace(this.plain, appid, nowMs), nowMs);
  }

  /** The appid the token speaks for; refuses with 41001, 40014, 40001 or 42001. */
  appidOf(value: string): string {
    if (value === '') throw new WechatAnswer(41001);
    if (!TOKEN_SHAPE.test(value)) throw new WechatAnswer(40014);
    const token = this.tokens.get(value);
    const nowMs = this.settings.clock.nowMs();
    if (!token) throw new WechatAnswer(40001);
    if (token.replacedAtMs !== null && nowMs >= token.replacedAtMs) throw new WechatAnswer(40001);
    if (nowMs >= token.expiresAtMs) throw new WechatAnswer(42001);
    return token.appid;
  }

  /** Kills the stable token as if someone else had forced a refresh: the next use answers 40001. */
  revokeStable(appid: string): void {
    const current = this.stable.get(appid);
    if (current) current.replacedAtMs = this.settings.clock.nowMs();
  }

  private replace(door: Map<string, Token>, appid: string, nowMs: number): Token {
    for (const [value, token] of this.tokens) {
      if (nowMs - token.expiresAtMs > MEMORY_MS) this.tokens.delete(value);
    }
    const value = `89_${this.settings.random(96).toString('base64url')}`;
    const token = { value, appid, expiresAtMs: nowMs + this.settings.tokenLifeMs, replacedAtMs: null };
    this.tokens.set(value, token);
    door.set(appid, token);
    return token;
  }

  private answer(token: Token, nowMs: number): { access_token: string; expires_in: number } {
    return { access_token: token.value, expires_in: Math.floor((token.expiresAtMs - nowMs) / 1_000) };
  }
}
