import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createSandbox, SANDBOX_PATHS as PATHS, type Sandbox } from '@liuliang/sandbox';
import { MiniProgramClient, type MiniProgramOptions, type WechatCallReport } from './index';

const APP = { appid: 'wx00000000000000aa', secret: 'secret-of-the-brand', openPlatform: 'op-1' };
const UNBOUND = { appid: 'wx00000000000000bb', secret: 'secret-of-the-other' };
const MINUTE_MS = 60_000;

let nowMs: number;
let sandbox: Sandbox;
let baseUrl: string;
let reports: WechatCallReport[];
let client: MiniProgramClient;

const clock = { nowMs: () => nowMs };

function clientOf(change: Partial<MiniProgramOptions> = {}): MiniProgramClient {
  const { appid, secret } = APP;
  const onCall = (report: WechatCallReport) => void reports.push(report);
  return new MiniProgramClient({ appid, secret, baseUrl, clock, onCall, retryDelaysMs: [1, 1], ...change });
}

const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });
const newPhoneCode = () => sandbox.control.phoneCode('mei').code;
const newLoginCode = () => sandbox.control.loginCode('mei').code;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 5, 2, 0, 15);
  reports = [];
  sandbox = createSandbox({ apps: [APP, UNBOUND], clock });
  baseUrl = await sandbox.listen(0);
  sandbox.control.putPerson({ key: 'mei', phone: '13800138000' });
  client = clientOf();
});
afterEach(() => sandbox.close());

describe('codeToSession', () => {
  it('answers openid and unionid and keeps the session key to itself', async () => {
    const [mei] = sandbox.control.people();
    expect(await client.codeToSession(newLoginCode())).toEqual({
      ok: true,
      value: { openid: mei?.openid, unionid: mei?.unionid },
    });
  });

  it('answers a null unionid for an app bound to no Open Platform account', async () => {
    const unbound = clientOf({ appid: UNBOUND.appid, secret: UNBOUND.secret });
    const session = await unbound.codeToSession(sandbox.control.loginCode('mei', UNBOUND.appid).code);
    expect(session).toMatchObject({ ok: true, value: { unionid: null } });
  });

  it('tells used, expired, foreign and invented codes', async () => {
    const used = newLoginCode();
    await client.codeToSession(used);
    expect(await client.codeToSession(used)).toEqual(refusal('WECHAT_CODE_USED'));
    const foreign = sandbox.control.loginCode('mei', UNBOUND.appid).code;
    expect(await client.codeToSession(foreign)).toEqual(refusal('WECHAT_CODE_INVALID'));
    expect(await client.codeToSession('invented')).toEqual(refusal('WECHAT_CODE_INVALID'));
    const expired = newLoginCode();
    nowMs += 5 * MINUTE_MS;
    expect(await client.codeToSession(expired)).toEqual(refusal('WECHAT_CODE_INVALID'));
  });

  it.each([[''], [' '], ['a b'], ['x'.repeat(257)], ['码'], [0], [null], [['a']], [{}]])(
    'refuses %j without asking WeChat',
    async (code) => {
      // The cast stands for a caller that passed JSON on unchecked.
      expect(await client.codeToSession(code as string)).toEqual(refusal('WECHAT_CODE_INVALID'));
      expect(await client.phoneNumber(code as string)).toEqual(refusal('WECHAT_CODE_INVALID'));
      expect(reports).toEqual([]);
    },
  );

  it('answers a wrong secret and an unknown appid as a configuration fault', async () => {
    const wrongSecret = clientOf({ secret: 'wrong' });
    expect(await wrongSecret.codeToSession(newLoginCode())).toMatchObject({
      error: { code: 'WECHAT_MISCONFIGURED', errcode: 40125, retryAfterMs: null },
    });
    const wrongApp = clientOf({ appid: 'wx9' });
    expect(await wrongApp.codeToSession(newLoginCode())).toMatchObject({ error: { errcode: 40013 } });
    expect(await wrongSecret.phoneNumber(newPhoneCode())).toEqual(refusal('WECHAT_MISCONFIGURED'));
    expect(sandbox.control.callsTo(PATHS.stableToken)).toBe(1);
  });

  it('tries a busy WeChat again with the same code, three times in all', async () => {
    sandbox.control.injectFault({ path: PATHS.session, errcode: -1, times: 2 });
    expect(await client.codeToSession(newLoginCode())).toMatchObject({ ok: true });
    sandbox.control.injectFault({ path: PATHS.session, errcode: -1, times: 3 });
    const code = newLoginCode();
    expect(await client.codeToSession(code)).toEqual({
      ok: false,
      error: { code: 'WECHAT_BUSY', errcode: -1, retryAfterMs: 1_000 },
    });
    expect(await client.codeToSession(code)).toMatchObject({ ok: true });
  });
});

describe('refusals of every call', () => {
  it.each([
    [40226, 'WECHAT_LOGIN_BLOCKED', null],
    [45009, 'WECHAT_RATE_LIMITED', 45_000],
    [45011, 'WECHAT_RATE_LIMITED', 45_000],
    [40164, 'WECHAT_MISCONFIGURED', null],
    [48001, 'WECHAT_MISCONFIGURED', null],
    [99999, 'WECHAT_UNAVAILABLE', null],
  ])('maps errcode %i to %s', async (errcode, code, retryAfterMs) => {
    const answer = { ok: false, error: { code, errcode, retryAfterMs } };
    for (const path of [PATHS.session, PATHS.phone]) sandbox.control.injectFault({ path, errcode });
    expect(await client.codeToSession(newLoginCode())).toEqual(answer);
    expect(await client.phoneNumber(newPhoneCode())).toEqual(answer);
    sandbox.control.injectFault({ path: PATHS.stableToken, errcode });
    expect(await clientOf().phoneNumber(newPhoneCode())).toEqual(answer);
  });

  it('gives up on a slow WeChat at the time limit and asks no second time for what may be spent (WECHAT-3)', async () => {
    // Long enough for a call to arrive on a busy machine, and the answer would come far later than that.
    sandbox.control.injectFault({ path: PATHS.session, delayMs: 10_000 });
    const impatient = clientOf({ timeoutMs: 1_500 });
    expect(await impatient.codeToSession(newLoginCode())).toEqual(refusal('WECHAT_UNAVAILABLE'));
    expect(sandbox.control.callsTo(PATHS.session)).toBe(1);
  });

  it.each([[{ status: 502 }], [{ isDropped: true }], [{ status: 502, appliesEffect: true }]])(
    'answers unavailable, once, after %j',
    async (fault) => {
      for (const path of [PATHS.session, PATHS.phone]) sandbox.control.injectFault({ path, ...fault });
      expect(await client.codeToSession(newLoginCode())).toEqual(refusal('WECHAT_UNAVAILABLE'));
      expect(await client.phoneNumber(newPhoneCode())).toEqual(refusal('WECHAT_UNAVAILABLE'));
      expect(sandbox.control.callsTo(PATHS.session) + sandbox.control.callsTo(PATHS.phone)).toBe(2);
    },
  );

  it('answers unavailable when nobody listens', async () => {
    await sandbox.close();
    expect(await client.codeToSession('some-code')).toEqual(refusal('WECHAT_UNAVAILABLE'));
  });
});

describe('phoneNumber', () => {
  it('answers E.164 at home and abroad, whether the country code comes as text or as a number', async () => {
    for (let call = 0; call < 2; call += 1) {
      expect(await client.phoneNumber(newPhoneCode())).toEqual({
        ok: true,
        value: { e164: '+8613800138000' },
      });
    }
    sandbox.control.putPerson({ key: 'kai', phone: { countryCode: '852', number: '91234567' } });
    for (let call = 0; call < 2; call += 1) {
      const { code } = sandbox.control.phoneCode('kai');
      expect(await client.phoneNumber(code)).toEqual({ ok: true, value: { e164: '+85291234567' } });
    }
  });

  it('refuses a used, an expired and a login code', async () => {
    const used = newPhoneCode();
    await client.phoneNumber(used);
    expect(await client.phoneNumber(used)).toEqual(refusal('WECHAT_CODE_INVALID'));
    expect(await client.phoneNumber(newLoginCode())).toEqual(refusal('WECHAT_CODE_INVALID'));
    const expired = newPhoneCode();
    nowMs += 5 * MINUTE_MS;
    expect(await client.phoneNumber(expired)).toEqual(refusal('WECHAT_CODE_INVALID'));
  });

  it('leaves a busy answer to the caller, whose code stays good', async () => {
    sandbox.control.injectFault({ path: PATHS.phone, errcode: -1 });
    const code = newPhoneCode();
    expect(await client.phoneNumber(code)).toEqual(refusal('WECHAT_BUSY'));
    expect(sandbox.control.callsTo(PATHS.phone)).toBe(1);
    expect(await client.phoneNumber(code)).toMatchObject({ ok: true });
  });
});

describe('the access token', () => {
  const askTwenty = () => Promise.all(Array.from({ length: 20 }, () => client.phoneNumber(newPhoneCode())));
  const tokenCalls = () => sandbox.control.callsTo(PATHS.stableToken);

  it('is fetched once for twenty callers (WECHAT-2), kept, and fetched once more when it runs out', async () => {
    expect((await askTwenty()).every((answer) => answer.ok)).toBe(true);
    nowMs += 7_200_000 - 4 * MINUTE_MS - 1;
    expect((await askTwenty()).every((answer) => answer.ok)).toBe(true);
    expect(tokenCalls()).toBe(1);
    nowMs += 1;
    expect((await askTwenty()).every((answer) => answer.ok)).toBe(true);
    expect(tokenCalls()).toBe(2);
  });

  it('is replaced once for twenty callers who were all refused with a dead one', async () => {
    await client.phoneNumber(newPhoneCode());
    sandbox.control.revokeStableToken();
    expect((await askTwenty()).every((answer) => answer.ok)).toBe(true);
    expect(tokenCalls()).toBe(2);
  });

  it.each([[40001], [40014], [42001]])(
    'is forced to change when %i strikes and the usual call answers the same token',
    async (errcode) => {
      sandbox.control.injectFault({ path: PATHS.phone, errcode });
      expect(await client.phoneNumber(newPhoneCode())).toMatchObject({ ok: true });
      expect(tokenCalls()).toBe(3);
    },
  );

  it('is not forced twice within 30 seconds, nor more than five times a day', async () => {
    const failOnce = async () => {
      sandbox.control.injectFault({ path: PATHS.phone, errcode: 40001 });
      return client.phoneNumber(newPhoneCode());
    };
    expect(await failOnce()).toMatchObject({ ok: true });
    expect(await failOnce()).toEqual(refusal('WECHAT_UNAVAILABLE'));
    for (let round = 2; round <= 5; round += 1) {
      nowMs += 30_000;
      expect(await failOnce()).toMatchObject({ ok: true });
    }
    nowMs += 30_000;
    expect(await failOnce()).toEqual(refusal('WECHAT_UNAVAILABLE'));
  });

  it('is given up after one repeat when WeChat refuses the new one too', async () => {
    sandbox.control.injectFault({ path: PATHS.phone, errcode: 40001, times: 2 });
    expect(await client.phoneNumber(newPhoneCode())).toMatchObject({
      error: { code: 'WECHAT_UNAVAILABLE', errcode: 40001 },
    });
    expect(sandbox.control.callsTo(PATHS.phone)).toBe(2);
  });

  it('survives a busy, a lost and a dropped answer, since asking again answers the same one', async () => {
    sandbox.control.injectFault({ path: PATHS.stableToken, errcode: -1 });
    sandbox.control.injectFault({ path: PATHS.stableToken, isDropped: true, appliesEffect: true });
    expect(await client.phoneNumber(newPhoneCode())).toMatchObject({ ok: true });
    expect(tokenCalls()).toBe(3);
  });

  it('shares one failure among all who waited, and starts afresh for the next caller', async () => {
    sandbox.control.injectFault({ path: PATHS.stableToken, status: 500, times: 3 });
    expect((await askTwenty()).every((answer) => !answer.ok)).toBe(true);
    expect(tokenCalls()).toBe(3);
    expect(await client.phoneNumber(newPhoneCode())).toMatchObject({ ok: true });
  });
});

describe('a host that answers oddly', () => {
  async function against(listener: RequestListener, ask: (odd: MiniProgramClient) => Promise<unknown>) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo; // A TCP server's address is never text.
    try {
      return await ask(clientOf({ baseUrl: `http://127.0.0.1:${port}`, retryDelaysMs: [] }));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it.each([
    ['[]'],
    ['null'],
    ['{'],
    ['{}'],
    ['{"openid":7}'],
    ['{"openid":""}'],
    ['{"openid":"a b"}'],
    ['{"errcode":"0","openid":"oAbc"}'],
    ['{"openid":"oAbc","unionid":["u"]}'],
  ])('is not believed when a login answers %s', async (body) => {
    const answer = await against(
      (_request, response) => response.end(body),
      (odd) => odd.codeToSession('some-code'),
    );
    expect(answer).toEqual(refusal('WECHAT_UNAVAILABLE'));
  });

  it.each([
    [{ purePhoneNumber: '13800138000', countryCode: '86', watermark: { appid: 'wx-of-somebody-else' } }],
    [{ purePhoneNumber: '13800138000', countryCode: '86' }],
    [{ purePhoneNumber: 'none', countryCode: '86', watermark: { appid: APP.appid } }],
    [{ countryCode: '86', watermark: { appid: APP.appid } }],
    [null],
  ])('is not believed when a phone answers %j', async (phoneInfo) => {
    const listener: RequestListener = (request, response) => {
      const isToken = request.url === PATHS.stableToken;
      response.end(
        JSON.stringify(isToken ? { access_token: 't', expires_in: 7200 } : { phone_info: phoneInfo }),
      );
    };
    expect(await against(listener, (odd) => odd.phoneNumber('some-code'))).toEqual(
      refusal('WECHAT_UNAVAILABLE'),
    );
  });

  it('is not followed to another address with the secret in hand', async () => {
    const location = `${baseUrl}${PATHS.session}`;
    const answer = await against(
      (_request, response) => response.writeHead(302, { location }).end(),
      (odd) => odd.codeToSession('some-code'),
    );
    expect(answer).toEqual(refusal('WECHAT_UNAVAILABLE'));
    expect(sandbox.control.callsTo(PATHS.session)).toBe(0);
  });
});

describe('secrets and persons', () => {
  it('appear in no refusal (WECHAT-1), no report and no print of the client', async () => {
    const codes = [newLoginCode(), newLoginCode(), newPhoneCode(), newPhoneCode()] as const;
    const seen: unknown[] = [client];
    await client.codeToSession(codes[0]);
    seen.push(await client.codeToSession(codes[0]));
    sandbox.control.injectFault({ path: PATHS.session, isDropped: true });
    seen.push(await client.codeToSession(codes[1]));
    await client.phoneNumber(codes[2]);
    seen.push(await client.phoneNumber(codes[2]));
    sandbox.control.injectFault({ path: PATHS.phone, status: 500 });
    seen.push(await client.phoneNumber(codes[3]), reports);
    const text = inspect(seen, { depth: 20, showHidden: true }) + JSON.stringify(seen);
    const [mei] = sandbox.control.people();
    for (const secret of [
      ...codes,
      APP.secret,
      String(mei?.openid),
      String(mei?.unionid),
      '13800138000',
      '89_',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(reports.map((report) => report.outcome)).toContain('silence');
  });

  it('a base URL with a path, a query or a user is refused at the start, unquoted', () => {
    for (const wrong of ['ftp://host', 'https://host/path', 'https://user:pw@host', 'https://host/?a=1']) {
      expect(() => clientOf({ baseUrl: wrong })).toThrow(/^The WeChat base URL must be/);
    }
  });
});

describe('sceneCode', () => {
  const order = { scene: 'K7M4QX29AB', page: 'pages/home/index' };

  it('answers the picture, of the released version unless it is for testers', async () => {
    const drawn = await client.sceneCode(order);
    expect(drawn.ok && drawn.value.toString('latin1', 1, 4)).toBe('PNG');
    await clientOf({ envVersion: 'trial' }).sceneCode(order);
    expect(sandbox.control.sceneCodes()).toMatchObject([
      { ...order, envVersion: 'release' },
      { ...order, envVersion: 'trial' },
    ]);
    expect(JSON.stringify(reports)).not.toContain(order.scene);
  });

  it('tells a refusal from a picture, and a scene that WeChat does not take from one that it may take later', async () => {
    expect(await client.sceneCode({ ...order, scene: 'a%b' })).toEqual(refusal('WECHAT_MISCONFIGURED'));
    sandbox.control.injectFault({ path: PATHS.sceneCode, errcode: 45009 });
    expect(await client.sceneCode(order)).toEqual(refusal('WECHAT_RATE_LIMITED'));
    sandbox.control.injectFault({ path: PATHS.sceneCode, status: 502 });
    expect(await client.sceneCode(order)).toEqual(refusal('WECHAT_UNAVAILABLE'));
  });

  it('asks again when busy, and with another token when WeChat no longer takes the one', async () => {
    sandbox.control.injectFault({ path: PATHS.sceneCode, errcode: -1, times: 2 });
    expect(await client.sceneCode(order)).toMatchObject({ ok: true });
    sandbox.control.revokeStableToken();
    expect(await client.sceneCode(order)).toMatchObject({ ok: true });
  });

  it.each([
    ['{"errcode":0,"errmsg":"ok"}', 'application/json'],
    ['{}', 'image/png'],
    ['too short', 'image/jpeg'],
    ['', 'image/png'],
  ])('takes %j of type %s for no answer', async (body, type) => {
    const answers: RequestListener = (request, reply) => {
      const isToken = request.url?.startsWith('/cgi-bin') ?? false;
      reply.setHeader('content-type', isToken ? 'application/json' : type);
      reply.end(isToken ? '{"access_token":"t","expires_in":7200}' : body);
    };
    const server = createServer(answers);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const lame = clientOf({ baseUrl: `http://127.0.0.1:${port}` });
    expect(await lame.sceneCode(order)).toEqual(refusal('WECHAT_UNAVAILABLE'));
    await new Promise((resolve) => server.close(resolve));
  });
});
