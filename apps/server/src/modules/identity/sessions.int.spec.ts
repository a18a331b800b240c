import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { OperatorsService } from '.';

const MINUTE_MS = 60_000;

describe('sessions', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());

  it('renews an access token that ran out, and ends both copies when a refresh token is used twice', async () => {
    const session = await http.signIn('renewer');
    http.clock.pass(16 * MINUTE_MS);
    expect(await session.client.memberHome()).toMatchObject({ code: 'SESSION_EXPIRED' });
    const fresh = must(await http.client().refreshSession({ body: { refreshToken: session.refreshToken } }));
    expect((await http.client(fresh.accessToken).memberHome()).ok).toBe(true);
    const copied = await http.client().refreshSession({ body: { refreshToken: session.refreshToken } });
    expect(copied).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await http.client(fresh.accessToken).memberHome()).toMatchObject({ code: 'SESSION_REVOKED' });
  });

  it('ends an access token at once when its session is signed out', async () => {
    const session = await http.signIn('leaver');
    expect(must(await http.client().signOut({ body: { refreshToken: session.refreshToken } }))).toEqual({
      revoked: true,
    });
    expect(await session.client.memberHome()).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(must(await http.client().signOut({ body: { refreshToken: session.refreshToken } }))).toEqual({
      revoked: false,
    });
  });

  it('says the same to a wrong name as to a wrong password, and rests the account after five wrong passwords', async () => {
    await http.operator('owner');
    const sign = (login: string, password: string) =>
      http.client().signInOperator({ body: { login, password } });
    expect(await sign('nobody@test', 'x')).toMatchObject({ code: 'CREDENTIALS_WRONG' });
    for (let i = 0; i < 5; i += 1)
      expect(await sign('owner@test', 'wrong')).toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect(await sign('owner@test', 'a-long-enough-password')).toMatchObject({ code: 'ACCOUNT_LOCKED' });
    http.clock.pass(15 * MINUTE_MS + 1);
    expect((await sign('OWNER@test ', 'a-long-enough-password')).ok).toBe(true);
  }, 30_000);

  it('asks an operator with a one-time code for it, once per code', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const { generate } = await import('otplib');
    const login = 'totp@test';
    const password = 'another-long-password';
    await http.get(OperatorsService).create({
      brandId: http.brand.id,
      login,
      displayName: 'totp',
      password,
      role: 'analyst',
      totpSecret: secret,
    });
    const sign = (totp?: string) =>
      http.client().signInOperator({ body: { login, password, ...(totp ? { totp } : {}) } });
    expect(await sign()).toMatchObject({ code: 'TOTP_REQUIRED' });
    expect(await sign('000000')).toMatchObject({ code: 'TOTP_WRONG' });
    const code = await generate({ secret, epoch: Math.floor(http.clock.nowMs() / 1000) });
    expect((await sign(code)).ok).toBe(true);
    expect(await sign(code)).toMatchObject({ code: 'TOTP_WRONG' });
  }, 30_000);

  it('keeps members out of the console and operators out of the member’s routes', async () => {
    const { client: member } = await http.join('member');
    const analyst = await http.operator('analyst');
    expect(await member.customers({ body: {} })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await analyst.memberHome()).toMatchObject({ code: 'FORBIDDEN' });
    expect(await analyst.imports()).toMatchObject({ code: 'FORBIDDEN' });
    expect(await analyst.ledgerAudit()).toMatchObject({ code: 'FORBIDDEN' });
    expect(await http.client().systemStatus()).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    expect(await http.client('not.a.token').systemStatus()).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  }, 30_000);
});
