import { fail, ok, type Result } from '@liuliang/domain';
import { AccessTokens } from './access-tokens';
import type {
  MiniProgramPort,
  SceneCodeOrder,
  WechatIdentity,
  WechatPhone,
  WechatRefusal,
} from './mini-program.port';
import { codeInvalid, isDeadToken, refusalOf, unavailable } from './refusals';
import { WechatHttp, type WechatCallReport, type WechatReply } from './wechat-http';

export interface MiniProgramOptions {
  appid: string;
  secret: string;
  /** `https://api.weixin.qq.com` (the default) or a sandbox. */
  baseUrl?: string;
  /** The version that codes open: `release` (the default), or one that testers alone can open. */
  envVersion?: 'release' | 'trial' | 'develop';
  /** For the whole of one call, body included. */
  timeoutMs?: number;
  /** Waits before each further try of a call that is safe to repeat; `[]` for none. */
  retryDelaysMs?: readonly number[];
  clock?: { nowMs(): number };
  /** For metrics and logs; is told nothing personal or secret. */
  onCall?: (report: WechatCallReport) => void;
}

// A member waits for the login; past this the mini-program does better to show a retry button.
const TIMEOUT_MS = 5_000;
const RETRY_DELAYS_MS = [200, 600];
// Real codes have 32 and 64 characters; the ceiling leaves room and keeps rubbish from travelling.
const CODE_SHAPE = /^[\x21-\x7e]{1,256}$/;
const ID_SHAPE = /^[\w-]{1,128}$/;
// Sharp enough to be printed on a card at the counter.
const SCENE_CODE_WIDTH_PX = 860;

/**
 * The real client of one mini-program account. Its fields are hard-private, so that printing the client, or an object
 * that holds it, shows neither the secret nor the token.
 */
export class MiniProgramClient implements MiniProgramPort {
  readonly #account: { appid: string; secret: string };
  readonly #http: WechatHttp;
  readonly #tokens: AccessTokens;
  readonly #nowMs: () => number;
  readonly #envVersion: NonNullable<MiniProgramOptions['envVersion']>;

  constructor(options: MiniProgramOptions) {
    const clock = options.clock ?? { nowMs: () => Date.now() };
    this.#account = { appid: options.appid, secret: options.secret };
    this.#nowMs = () => clock.nowMs();
    this.#envVersion = options.envVersion ?? 'release';
    this.#http = new WechatHttp({
      baseUrl: options.baseUrl ?? 'https://api.weixin.qq.com',
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
      nowMs: this.#nowMs,
      onCall: options.onCall,
    });
    this.#tokens = new AccessTokens(this.#http, this.#account, this.#nowMs);
  }

  async codeToSession(code: string): Promise<Result<WechatIdentity, WechatRefusal>> {
    if (!isCode(code)) return fail(codeInvalid());
    const call = {
      path: '/sns/jscode2session',
      query: { ...this.#account, js_code: code, grant_type: 'authorization_code' },
    };
    // Busy says the code was not looked at. After silence it may be spent, and a repeat would only answer "used" (WECHAT-3).
    const reply = await this.#http.retrying(call, (last) => last.kind === 'answer' && last.errcode === -1);
    return this.read(reply, readIdentity);
  }

  async phoneNumber(phoneCode: string): Promise<Result<WechatPhone, WechatRefusal>> {
    if (!isCode(phoneCode)) return fail(codeInvalid());
    const call = { path: '/wxa/business/getuserphonenumber', body: { code: phoneCode } };
    const reply = await this.withToken((query) => this.#http.once({ ...call, query }));
    return reply.ok ? this.read(reply.value, (body) => this.readPhone(body)) : reply;
  }

  async sceneCode({ scene, page }: SceneCodeOrder): Promise<Result<Buffer, WechatRefusal>> {
    const call = {
      path: '/wxa/getwxacodeunlimit',
      isForPicture: true,
      body: {
        ...{ scene, page, env_version: this.#envVersion, width: SCENE_CODE_WIDTH_PX },
        // Versions for testers may have pages that nobody has released.
        check_path: this.#envVersion === 'release',
      },
    };
    const isBusy = (last: WechatReply): boolean => last.kind === 'answer' && last.errcode === -1;
    const reply = await this.withToken((query) => this.#http.retrying({ ...call, query }, isBusy));
    if (!reply.ok) return reply;
    if (reply.value.kind === 'picture') return ok(reply.value.bytes);
    return this.read(reply.value, () => fail(unavailable()));
  }

  /** Asks with the account's token; once more with another one where it was refused, which is before all else. */
  private async withToken(
    ask: (query: { access_token: string }) => Promise<WechatReply>,
  ): Promise<Result<WechatReply, WechatRefusal>> {
    const token = await this.#tokens.current();
    if (!token.ok) return token;
    const reply = await ask({ access_token: token.value });
    if (reply.kind !== 'answer' || !isDeadToken(reply.errcode)) return ok(reply);
    const nextToken = await this.#tokens.after(token.value);
    return nextToken.ok ? ok(await ask({ access_token: nextToken.value })) : nextToken;
  }

  private read<T>(
    reply: WechatReply,
    readBody: (body: Record<string, unknown>) => Result<T, WechatRefusal>,
  ): Result<T, WechatRefusal> {
    if (reply.kind !== 'answer') return fail(unavailable());
    return reply.errcode === 0 ? readBody(reply.body) : fail(refusalOf(reply.errcode, this.#nowMs()));
  }

  private readPhone(body: Record<string, unknown>): Result<WechatPhone, WechatRefusal> {
    const info = fieldsOf(body.phone_info);
    // The watermark names the app the number was given to; a number meant for another app is none of ours.
    if (fieldsOf(info.watermark).appid !== this.#account.appid) return fail(unavailable());
    // The country code is documented as text and seen as a number.
    const e164 = `+${String(info.countryCode)}${String(info.purePhoneNumber)}`;
    return /^\+[1-9]\d{6,14}$/.test(e164) ? ok({ e164 }) : fail(unavailable());
  }
}

function readIdentity(body: Record<string, unknown>): Result<WechatIdentity, WechatRefusal> {
  const { openid, unionid } = body; // `session_key` is left where it is (WECHAT-1).
  if (!isId(openid)) return fail(unavailable());
  if (unionid === undefined || unionid === null || unionid === '') return ok({ openid, unionid: null });
  return isId(unionid) ? ok({ openid, unionid }) : fail(unavailable());
}

/** Also at run time: a caller that passes on JSON unchecked may hand over a number or an array. */
function isCode(code: unknown): code is string {
  return typeof code === 'string' && CODE_SHAPE.test(code);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID_SHAPE.test(value);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? { ...value } : {};
}
