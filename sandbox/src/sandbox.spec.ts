import { createHash } from 'node:crypto';
import { createSandbox, type Sandbox, type SandboxOptions } from './index';

const APP = { appid: 'wx0000000000000001', secret: 'first-secret', openPlatform: 'op-1' };
const OTHER = { appid: 'wx0000000000000002', secret: 'second-secret' };
const MINUTE_MS = 60_000;

let nowMs = Date.UTC(2026, 0, 5, 2);
let sandbox: Sandbox;

/** Same bytes in the same order for every run, never the same twice. */
function countingRandom(): (size: number) => Buffer {
  let drawn = 0;
  return (size) => {
    drawn += 1;
    const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, block) =>
      createHash('sha256').update(`${drawn}|${block}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, size);
  };
}

function open(options: Partial<SandboxOptions> = {}): Sandbox {
  return createSandbox({
    apps: [APP, OTHER],
    clock: { nowMs: () => nowMs },
    random: countingRandom(),
    ...options,
  });
}

async function call(method: 'GET' | 'POST', url: string, payload?: unknown) {
  const body =
    typeof payload === 'string' ? payload : payload === undefined ? undefined : JSON.stringify(payload);
  const reply = await sandbox.app.inject({ method, url, payload: body });
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() };
}

function login(code: string, account: { appid: string; secret: string } = APP, grant = 'authorization_code') {
  const query = new URLSearchParams({ ...account, js_code: code, grant_type: grant });
  return call('GET', `/sns/jscode2session?${query.toString()}`);
}

async function stable(isForced = false, account: { appid: string; secret: string } = APP) {
  const body = { ...account, grant_type: 'client_credential', force_refresh: isForced };
  return (await call('POST', '/cgi-bin/stable_token', body)).body;
}

async function tokenOf(account = APP): Promise<string> {
  return String((await stable(false, account)).access_token);
}

const phone = async (token: string, body: unknown) =>
  (await call('POST', `/wxa/business/getuserphonenumber?access_token=${token}`, body)).body;

beforeEach(() => {
  nowMs = Date.UTC(2026, 0, 5, 2);
  sandbox = open();
  sandbox.control.putPerson({ key: 'mei', phone: '13800138000' });
});
afterEach(() => sandbox.close());

describe('jscode2session', () => {
  it('answers openid, session_key and, for a bound app only, unionid, without any errcode', async () => {
    const bound = await login(sandbox.control.loginCode('mei').code);
    expect(bound.status).toBe(200);
    expect(Object.keys(bound.body).sort()).toEqual(['openid', 'session_key', 'unionid']);
    expect(bound.body.openid).toMatch(/^o[\w-]{27}$/);
    const unbound = await login(sandbox.control.loginCode('mei', OTHER.appid).code, OTHER);
    expect(Object.keys(unbound.body).sort()).toEqual(['openid', 'session_key']);
    expect(unbound.body.openid).not.toBe(bound.body.openid);
  });

  it('knows a person by the same openid in every run', async () => {
    const first = await login(sandbox.control.loginCode('mei').code);
    await sandbox.close();
    sandbox = open();
    expect(sandbox.control.putPerson({ key: 'mei' }).openid).toBe(first.body.openid);
  });

  it('takes a code once, for five minutes, from its own app', async () => {
    const { code } = sandbox.control.loginCode('mei');
    expect((await login(code, OTHER)).body.errcode).toBe(40029);
    nowMs += 5 * MINUTE_MS - 1;
    expect((await login(code)).body.openid).toBeDefined();
    const again = await login(code);
    expect(again).toMatchObject({ status: 200, body: { errcode: 40163 } });
    expect(again.body.errmsg).toMatch(/^code been used rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
    const late = sandbox.control.loginCode('mei').code;
    nowMs += 5 * MINUTE_MS;
    expect((await login(late)).body.errcode).toBe(40029);
  });

  it.each([
    ['an unknown appid', { appid: 'wx9', secret: APP.secret }, 'x', 40013],
    ['a wrong secret', { appid: APP.appid, secret: 'wrong' }, 'x', 40125],
    ['no secret', { appid: APP.appid, secret: '' }, 'x', 41004],
    ['no code', APP, '', 41008],
    ['an invented code', APP, 'invented', 40029],
  ])('refuses %s', async (_name, { appid, secret }, code, errcode) => {
    expect((await login(code, { appid, secret })).body.errcode).toBe(errcode);
  });

  it('refuses a person judged high risk with 40226', async () => {
    sandbox.control.putPerson({ key: 'bot', isHighRisk: true });
    expect((await login(sandbox.control.loginCode('bot').code)).body.errcode).toBe(40226);
  });

  it('answers 45011 past the calls per minute of one person, until the next minute', async () => {
    await sandbox.close();
    sandbox = open({ limits: { loginsPerPersonPerMinute: 2 } });
    sandbox.control.putPerson({ key: 'mei' });
    const codes = Array.from({ length: 4 }, () => sandbox.control.loginCode('mei').code);
    const errcodes: unknown[] = [];
    for (const code of codes.slice(0, 3)) errcodes.push((await login(code)).body.errcode);
    expect(errcodes).toEqual([undefined, undefined, 45011]);
    nowMs += MINUTE_MS;
    expect((await login(String(codes[3]))).body.openid).toBeDefined();
  });
});

describe('access tokens', () => {
  it('keeps the stable token until five minutes before its end, and lets both work in the overlap', async () => {
    const first = await stable();
    expect(first.expires_in).toBe(7_200);
    nowMs += (7_200 - 301) * 1_000;
    expect(await stable()).toEqual({ access_token: first.access_token, expires_in: 301 });
    nowMs += 1_000;
    const second = await stable();
    expect(second.access_token).not.toBe(first.access_token);
    expect((await phone(String(first.access_token), { code: 'x' })).errcode).toBe(40029);
    expect((await phone(String(second.access_token), { code: 'x' })).errcode).toBe(40029);
    nowMs += 300_000;
    expect((await phone(String(first.access_token), { code: 'x' })).errcode).toBe(42001);
  });

  it('kills the old token on a forced refresh, at most once in 30 seconds and 20 times a day', async () => {
    const first = await stable();
    const forced = await stable(true);
    expect(forced.access_token).not.toBe(first.access_token);
    expect((await phone(String(first.access_token), { code: 'x' })).errcode).toBe(40001);
    nowMs += 29_999;
    expect((await stable(true)).access_token).toBe(forced.access_token);
    for (let round = 2; round <= 20; round += 1) {
      nowMs += 30_000;
      expect((await stable(true)).errcode).toBeUndefined();
    }
    nowMs += 30_000;
    expect((await stable(true)).errcode).toBe(45009);
  });

  it('replaces the plain token at every call, five minutes of overlap, and leaves the stable one alone', async () => {
    const query = new URLSearchParams({
      appid: APP.appid,
      secret: APP.secret,
      grant_type: 'client_credential',
    });
    const plain = async () =>
      String((await call('GET', `/cgi-bin/token?${query.toString()}`)).body.access_token);
    const stableToken = await tokenOf();
    const first = await plain();
    await plain();
    nowMs += 5 * MINUTE_MS - 1;
    expect((await phone(first, { code: 'x' })).errcode).toBe(40029);
    nowMs += 1;
    expect((await phone(first, { code: 'x' })).errcode).toBe(40001);
    expect((await phone(stableToken, { code: 'x' })).errcode).toBe(40029);
  });

  it('tells a missing, a malformed and an unknown token apart', async () => {
    expect((await phone('', { code: 'x' })).errcode).toBe(41001);
    expect((await phone('abc', { code: 'x' })).errcode).toBe(40014);
    expect((await phone(`89_${'A'.repeat(128)}`, { code: 'x' })).errcode).toBe(40001);
  });

  it('answers 45011 past the calls per minute', async () => {
    await sandbox.close();
    sandbox = open({ limits: { stableTokensPerMinute: 1 } });
    await stable();
    expect((await stable()).errcode).toBe(45011);
  });

  it('refuses a wrong secret, an empty body, broken JSON and the wrong method', async () => {
    expect((await stable(false, { appid: APP.appid, secret: 'wrong' })).errcode).toBe(40125);
    expect((await call('POST', '/cgi-bin/stable_token', '')).body.errcode).toBe(44002);
    expect((await call('POST', '/cgi-bin/stable_token', '{')).body.errcode).toBe(47001);
    expect((await call('POST', '/cgi-bin/stable_token', '[]')).body.errcode).toBe(47001);
    expect((await call('GET', '/cgi-bin/stable_token')).body.errcode).toBe(43002);
    expect((await call('POST', '/sns/jscode2session')).body.errcode).toBe(43001);
  });
});

describe('getuserphonenumber', () => {
  it('answers the number once, with a country code that is text in one call and a number in the next', async () => {
    const token = await tokenOf();
    const { code } = sandbox.control.phoneCode('mei');
    expect(await phone(token, { code })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: '13800138000',
        purePhoneNumber: '13800138000',
        countryCode: '86',
        watermark: { timestamp: nowMs / 1_000, appid: APP.appid },
      },
    });
    expect((await phone(token, { code })).errcode).toBe(40029);
    sandbox.control.putPerson({ key: 'kai', phone: { countryCode: '852', number: '91234567' } });
    await phone(token, { code: 'x' });
    const abroad = await phone(token, { code: sandbox.control.phoneCode('kai').code });
    expect(abroad.phone_info).toMatchObject({ phoneNumber: '+85291234567', countryCode: 852 });
  });

  it('refuses a login code, an expired code and a foreign openid', async () => {
    const token = await tokenOf();
    expect((await phone(token, { code: sandbox.control.loginCode('mei').code })).errcode).toBe(40029);
    const { code } = sandbox.control.phoneCode('mei');
    expect((await phone(token, { code, openid: `o${'x'.repeat(27)}` })).errcode).toBe(40003);
    nowMs += 5 * MINUTE_MS;
    expect((await phone(await tokenOf(), { code })).errcode).toBe(40029);
  });

  it('gives no phone code without a number or once the paid quota is spent', async () => {
    await sandbox.close();
    sandbox = open({ apps: [{ ...APP, phoneQuota: 1 }] });
    sandbox.control.putPerson({ key: 'mei', phone: '+8613800138000' });
    sandbox.control.putPerson({ key: 'nobody' });
    expect((await call('POST', '/_sandbox/people/nobody/phone-code')).body.error).toBe('PERSON_HAS_NO_PHONE');
    expect((await call('POST', '/_sandbox/people/mei/phone-code')).status).toBe(201);
    expect(await call('POST', '/_sandbox/people/mei/phone-code')).toMatchObject({
      status: 409,
      body: { errno: 1400001 },
    });
  });
});

describe('subscription messages', () => {
  const TEMPLATE = { id: 'tpl-points', keywords: ['thing1', 'number2'] };
  const data = { thing1: { value: '积分到账' }, number2: { value: '120' } };

  beforeEach(async () => {
    await sandbox.close();
    sandbox = open({ apps: [{ ...APP, templates: [TEMPLATE], pages: ['pages/card/index'] }] });
    sandbox.control.putPerson({ key: 'mei' });
  });

  async function send(change: Record<string, unknown> = {}) {
    const touser = sandbox.control.people()[0]?.openid;
    const body = { touser, template_id: TEMPLATE.id, data, ...change };
    return (await call('POST', `/cgi-bin/message/subscribe/send?access_token=${await tokenOf()}`, body)).body;
  }

  it('sends one message for one acceptance, then answers 43101', async () => {
    expect((await send()).errcode).toBe(43101);
    sandbox.control.acceptSubscription('mei', TEMPLATE.id);
    expect((await send({ page: 'pages/card/index?from=msg' })).errcode).toBe(0);
    expect((await send()).errcode).toBe(43101);
    expect(sandbox.control.sentMessages()).toMatchObject([{ data: { thing1: '积分到账', number2: '120' } }]);
  });

  it.each([
    ['a foreign openid', { touser: 'oNobody' }, 40003],
    ['an unknown template', { template_id: 'tpl-none' }, 40037],
    ['an unreleased page', { page: 'pages/hidden' }, 41030],
    ['a value past its length', { data: { ...data, thing1: { value: '长'.repeat(21) } } }, 47003],
    ['a missing value', { data: { thing1: data.thing1 } }, 47003],
  ])('refuses %s and keeps the acceptance', async (_name, change, errcode) => {
    sandbox.control.acceptSubscription('mei', TEMPLATE.id);
    expect((await send(change)).errcode).toBe(errcode);
    expect((await send()).errcode).toBe(0);
  });
});

describe('codes of the mini-program', () => {
  const draw = async (body: Record<string, unknown>, token?: string) => {
    const url = `/wxa/getwxacodeunlimit?access_token=${token ?? (await tokenOf())}`;
    return sandbox.app.inject({ method: 'POST', url, payload: JSON.stringify(body) });
  };

  it('are a picture as wide as asked for, remembered with where they lead', async () => {
    const reply = await draw({ scene: 'K7M4QX29AB', page: 'pages/home/index', width: 430 });
    expect(reply.headers['content-type']).toBe('image/png');
    expect(reply.rawPayload.toString('latin1', 1, 4)).toBe('PNG');
    const width = reply.rawPayload.readUInt32BE(16);
    expect(width).toBeGreaterThan(380);
    expect(width).toBeLessThanOrEqual(430);
    const { appid } = APP;
    expect(sandbox.control.sceneCodes()).toEqual([
      { appid, scene: 'K7M4QX29AB', page: 'pages/home/index', envVersion: 'release', widthPx: 430 },
    ]);
  });

  it.each([
    ['a scene beyond 32 characters', { scene: 'x'.repeat(33) }, 40129],
    ['a scene with a percent sign', { scene: 'a%20b' }, 40129],
    ['a scene that is empty', { scene: '' }, 40129],
    ['a page with a slash in front', { scene: 'a', page: '/pages/home/index' }, 41030],
    ['a page with a query', { scene: 'a', page: 'pages/home/index?a=1' }, 41030],
    ['a page that is not released', { scene: 'a', page: 'pages/new/index' }, 41030],
    ['a version that does not exist', { scene: 'a', env_version: 'beta' }, 47001],
  ])('refuse %s, as JSON', async (_name, body, errcode) => {
    await sandbox.close();
    sandbox = open({ apps: [{ ...APP, pages: ['pages/home/index', 'pages/index/index'] }] });
    const reply = await draw(body);
    expect([reply.statusCode, reply.json<{ errcode: number }>().errcode]).toEqual([200, errcode]);
    expect(sandbox.control.sceneCodes()).toEqual([]);
  });

  it('lead to unreleased pages where nobody looks, and are 5000 a minute', async () => {
    await sandbox.close();
    sandbox = open({ apps: [{ ...APP, pages: ['pages/home/index'] }], limits: { sceneCodesPerMinute: 1 } });
    const unreleased = { scene: 'a', page: 'pages/new/index', check_path: false, env_version: 'trial' };
    expect((await draw(unreleased)).headers['content-type']).toBe('image/png');
    expect((await draw(unreleased)).json()).toMatchObject({ errcode: 45009 });
    expect((await draw(unreleased, 'invented')).json<{ errcode: number }>().errcode).toBeGreaterThan(40000);
  });
});

describe('control surface', () => {
  it('makes a person and their codes over HTTP', async () => {
    const person = await call('POST', '/_sandbox/people', { key: 'lin', phone: '13900139000', name: '林' });
    expect(person).toMatchObject({ status: 201, body: { key: 'lin', phone: '+8613900139000' } });
    const issued = await call('POST', '/_sandbox/people/lin/login-code');
    expect((await login(String(issued.body.code))).body.openid).toBe(person.body.openid);
    expect((await call('GET', '/_sandbox/people')).body).toHaveLength(2);
  });

  it.each([
    ['/_sandbox/people', { key: 'a b' }, 400, 'PERSON_KEY_INVALID'],
    ['/_sandbox/people', { key: 'a', phone: '123' }, 400, 'PHONE_INVALID'],
    ['/_sandbox/people', '{', 400, 'BODY_INVALID'],
    ['/_sandbox/people/ghost/login-code', {}, 404, 'PERSON_UNKNOWN'],
    ['/_sandbox/people/mei/login-code', { appid: 'wx9' }, 404, 'APP_UNKNOWN'],
    ['/_sandbox/faults', { path: '/nowhere', errcode: -1 }, 400, 'FAULT_PATH_UNKNOWN'],
    ['/_sandbox/faults', { path: '/cgi-bin/token' }, 400, 'FAULT_INVALID'],
  ])('refuses a wrong request to %s %j', async (url, body, status, error) => {
    expect(await call('POST', url, body)).toMatchObject({ status, body: { error } });
  });

  it('strikes as often as a fault says, then lets calls through; a lost answer still spends the code', async () => {
    const path = '/sns/jscode2session';
    await call('POST', '/_sandbox/faults', { path, errcode: -1, times: 2 });
    const { code } = sandbox.control.loginCode('mei');
    expect((await login(code)).body.errcode).toBe(-1);
    expect((await login(code)).body.errcode).toBe(-1);
    sandbox.control.injectFault({ path, status: 502, appliesEffect: true });
    const query = new URLSearchParams({ ...APP, js_code: code, grant_type: 'authorization_code' });
    expect((await sandbox.app.inject(`${path}?${query.toString()}`)).statusCode).toBe(502);
    expect((await login(code)).body.errcode).toBe(40163);
    expect(sandbox.control.callsTo(path)).toBe(4);
  });

  it('answers browsers only from the origins it was told', async () => {
    await sandbox.close();
    sandbox = open({ controlOrigins: ['http://localhost:10086'] });
    const from = (origin: string) =>
      sandbox.app.inject({ method: 'OPTIONS', url: '/_sandbox/people', headers: { origin } });
    expect((await from('http://localhost:10086')).headers['access-control-allow-origin']).toBe(
      'http://localhost:10086',
    );
    expect((await from('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });
});
