import { fail, ok, type Result } from '@liuliang/domain';
import type { WechatRefusal } from './mini-program.port';
import { tokenRefusalOf, unavailable } from './refusals';
import type { WechatHttp } from './wechat-http';

// WeChat issues a new token once the old one has 5 minutes left, and both work until then. Asking at 4 minutes left
// gets the new one for sure, with a minute of clock difference and 4 minutes of old-token life to spare.
const REFRESH_AHEAD_MS = 4 * 60_000;
// Forced refreshes closer together do not refresh, and an account has 20 a day for all its processes together.
const FORCED_GAP_MS = 30_000;
const FORCED_PER_DAY_MAX = 5;
const DAY_MS = 24 * 60 * 60_000;

interface CachedToken {
  value: string;
  refreshAtMs: number;
}

type TokenResult = Result<string, WechatRefusal>;

/**
 * The account's access token: one in memory, one fetch at a time however many callers wait for it. Several processes
 * may each hold one, because `stable_token` hands the same token to all of them.
 */
export class AccessTokens {
  private cached: CachedToken | null = null;
  private fetching: Promise<TokenResult> | null = null;
  private forcedAtMs: number[] = [];

  constructor(
    private readonly http: WechatHttp,
    private readonly account: { appid: string; secret: string },
    private readonly nowMs: () => number,
  ) {}

  /** A token that should work. */
  async current(): Promise<TokenResult> {
    if (this.cached && this.nowMs() < this.cached.refreshAtMs) return ok(this.cached.value);
    return this.shared(() => this.fetchToken(false));
  }

  /**
   * A token other than the one WeChat has just refused. When somebody else has replaced it in the meantime, theirs
   * is used; of many callers refused at once the first fetches and the others share it.
   */
  async after(refused: string): Promise<TokenResult> {
    if (this.cached?.value === refused) this.cached = null;
    if (this.cached) return this.current();
    return this.shared(() => this.fetchOther(refused));
  }

  /** WECHAT-2: whoever comes while a fetch is under way waits for that one. */
  private shared(fetchIt: () => Promise<TokenResult>): Promise<TokenResult> {
    this.fetching ??= fetchIt().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  /** Asks as usual first. Only if that answers the refused token again is the rationed forced refresh worth it. */
  private async fetchOther(refused: string): Promise<TokenResult> {
    const usual = await this.fetchToken(false);
    if (!usual.ok || usual.value !== refused) return usual;
    this.cached = null;
    const nowMs = this.nowMs();
    this.forcedAtMs = this.forcedAtMs.filter((atMs) => nowMs - atMs < DAY_MS);
    const isTooSoon = nowMs - (this.forcedAtMs.at(-1) ?? -Infinity) < FORCED_GAP_MS;
    if (isTooSoon || this.forcedAtMs.length >= FORCED_PER_DAY_MAX) return fail(unavailable());
    this.forcedAtMs.push(nowMs);
    return this.fetchToken(true);
  }

  private async fetchToken(isForced: boolean): Promise<TokenResult> {
    const call = {
      path: '/cgi-bin/stable_token',
      body: { grant_type: 'client_credential', ...this.account, force_refresh: isForced },
    };
    // The usual mode answers the same token however often it is asked, so it may be repeated; a forced call may not:
    // each one counts against the day's ration.
    const reply = isForced
      ? await this.http.once(call)
      : await this.http.retrying(call, (last) => last.kind !== 'answer' || last.errcode === -1);
    if (reply.kind !== 'answer') return fail(unavailable());
    if (reply.errcode !== 0) return fail(tokenRefusalOf(reply.errcode, this.nowMs()));
    const { access_token: value, expires_in: lifeSeconds } = reply.body;
    if (typeof value !== 'string' || value === '' || typeof lifeSeconds !== 'number')
      return fail(unavailable());
    this.cached = { value, refreshAtMs: this.nowMs() + lifeSeconds * 1_000 - REFRESH_AHEAD_MS };
    return ok(value);
  }
}
