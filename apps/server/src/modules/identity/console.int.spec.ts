import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

const MINUTE_MS = 60_000;
const OWN = { 'x-liuliang-console': '1', 'sec-fetch-site': 'same-origin' };
const PASSWORD = 'a-long-enough-password';

/** A browser as far as cookies go, with what the last answer said of them. */
class Browser {
  readonly kept = new Map<string, string>();
  told: string[] = [];

  constructor(private readonly url: string) {}

  async ask(method: string, path: string, headers: Record<string, string> = OWN, body?: object) {
    const cookie = [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        ...(cookie ? { cookie } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    this.told = answer.headers.getSetCookie();
    for (const told of this.told) {
      const [, name = '', value = '', ends] = /^([^=]+)=([^;]*);.*Max-Age=(\d+)/.exec(told) ?? [];
      if (ends === '0') this.kept.delete(name);
      else this.kept.set(name, value);
    }
    return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
  }

  signIn(login: string) {
    return this.ask('POST', '/console/session', OWN, { login, password: PASSWORD });
  }
}

describe.each([
  ['', {}],
  [' behind TLS', { TLS: '1' }],
])('the console’s session%s', (_, more) => {
  let http: TestHttp;
  const prefix = 'TLS' in more ? '__Host-' : '';
  beforeAll(async () => {
    http = await openTestHttp(undefined, more as Record<string, string>);
    await http.operator('owner');
  });
  afterAll(() => http.close());

  const signedIn = async (): Promise<Browser> => {
    const browser = new Browser(http.url);
    expect(await browser.signIn('owner@test')).toMatchObject({ status: 200 });
    return browser;
  };

  it('is kept in cookies that no script reads and no other site sends, and stands in no answer', async () => {
    const browser = new Browser(http.url);
    const answer = await browser.signIn('owner@test');
    expect(Object.keys(answer).sort()).toEqual([
      'accessExpiresAtMs',
      'operator',
      'refreshExpiresAtMs',
      'status',
    ]);
    expect(browser.told).toHaveLength(2);
    for (const told of browser.told) {
      expect(told).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict/);
      expect(told.endsWith('; Secure')).toBe(prefix !== '');
      expect(told.startsWith(`${prefix}liuliang-`)).toBe(true);
    }
    expect(await browser.ask('GET', '/operator/me')).toMatchObject({ status: 200, role: 'owner' });
  }, 30_000);

  it('is worth nothing to a page of another site', async () => {
    const browser = await signedIn();
    const foreign: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { ...OWN, 'sec-fetch-site': 'cross-site' },
      { ...OWN, 'sec-fetch-site': 'same-site' },
      { ...OWN, 'sec-fetch-site': 'none' },
    ];
    for (const headers of foreign) {
      for (const [method, path] of [
        ['GET', '/operator/me'],
        ['POST', '/console/session/renew'],
        ['POST', '/console/session/end'],
      ] as const)
        expect(await browser.ask(method, path, headers)).toMatchObject({
          code: 'REQUEST_FOREIGN',
          status: 403,
        });
      const account = { login: 'owner@test', password: PASSWORD };
      expect(await new Browser(http.url).ask('POST', '/console/session', headers, account)).toMatchObject({
        code: 'REQUEST_FOREIGN',
      });
    }
    expect(await browser.ask('GET', '/operator/me', { 'x-liuliang-console': '1' })).toMatchObject({
      status: 200,
    });
  }, 30_000);

  it('is renewed once by a refresh token, and ends for every copy when one is used again', async () => {
    const browser = await signedIn();
    const copy = new Browser(http.url);
    for (const [name, value] of browser.kept) copy.kept.set(name, value);
    http.clock.pass(16 * MINUTE_MS);
    expect(await browser.ask('GET', '/operator/me')).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await browser.ask('POST', '/console/session/renew')).toMatchObject({ status: 200 });
    expect(await browser.ask('GET', '/operator/me')).toMatchObject({ status: 200 });
    expect(await copy.ask('POST', '/console/session/renew')).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(copy.kept.size).toBe(0);
    expect(await browser.ask('GET', '/operator/me')).toMatchObject({ code: 'SESSION_REVOKED' });
  }, 30_000);

  it('is over at once when it is ended, and the cookies are taken away', async () => {
    const browser = await signedIn();
    const before = new Map(browser.kept);
    expect(await browser.ask('POST', '/console/session/end')).toMatchObject({ revoked: true });
    expect(browser.kept.size).toBe(0);
    expect(await browser.ask('GET', '/operator/me')).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    for (const [name, value] of before) browser.kept.set(name, value);
    expect(await browser.ask('GET', '/operator/me')).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await browser.ask('POST', '/console/session/renew')).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await new Browser(http.url).ask('POST', '/console/session/renew')).toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  }, 30_000);

  it('is taken from cookies on routes of operators alone, from this host alone, and never from two', async () => {
    const browser = await signedIn();
    expect(await browser.ask('GET', '/members/me/home')).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    const other = new Browser(http.url);
    const token = browser.kept.get(`${prefix}liuliang-access`) ?? '';
    other.kept.set(prefix === '' ? '__Host-liuliang-access' : 'liuliang-access', token);
    expect(await other.ask('GET', '/operator/me')).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    browser.kept.set(` ${prefix}liuliang-access`, 'planted');
    expect(await browser.ask('GET', '/operator/me')).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  }, 30_000);

  it('leaves programs their tokens: what says who it is itself needs no cookie and no header', async () => {
    const account = { login: 'owner@test', password: PASSWORD };
    const { accessToken } = must(await http.client().signInOperator({ body: account }));
    must(await http.client(accessToken).operatorProfile());
  }, 30_000);
});
