import { createHash, randomBytes } from 'node:crypto';
import type { ReplyOf } from '@liuliang/contract/client';
import { Database } from '../../platform/db/database';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { OperatorsService } from '.';

const MINUTE_MS = 60_000;

describe('sessions', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp();
  });
  afterAll(() => http.close());

  const newestSession = async (): Promise<{ id: number }> => {
    const sql = 'SELECT id FROM session ORDER BY id DESC LIMIT 1';
    const [row] = await http.get(Database).read((reader) => reader.query<{ id: number }>(sql));
    if (!row) throw new Error('There is no session');
    return row;
  };

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

  it.each([1, 2, 5])('ends a session when a refresh token of %i turns ago is used again', async (turns) => {
    const session = await http.signIn(`turner-${turns}`);
    let { refreshToken, accessToken } = session;
    for (let turn = 0; turn < turns; turn += 1)
      ({ refreshToken, accessToken } = must(await http.client().refreshSession({ body: { refreshToken } })));
    expect((await http.client(accessToken).memberHome()).ok).toBe(true);
    const copied = await http.client().refreshSession({ body: { refreshToken: session.refreshToken } });
    expect(copied).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await http.client(accessToken).memberHome()).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await http.client().refreshSession({ body: { refreshToken } })).toMatchObject({
      code: 'SESSION_REVOKED',
    });
  });

  it.each(['former', 'present'])('knows the %s token of a session from before families', async (copy) => {
    await http.signIn(`before-${copy}`);
    const refresh = (refreshToken: string) => http.client().refreshSession({ body: { refreshToken } });
    const old = {
      former: randomBytes(32).toString('base64url'),
      present: randomBytes(32).toString('base64url'),
    };
    const hashOf = (text: string) => createHash('sha256').update(text).digest();
    const { id } = await newestSession();
    const sql = 'UPDATE session SET refresh_hash = ?, spent_hash = ? WHERE id = ?';
    await http
      .get(Database)
      .run('test.former', (tx) => tx.exec(sql, [hashOf(old.present), hashOf(old.former), id]));
    if (copy === 'present') must(await refresh(must(await refresh(old.present)).refreshToken));
    expect(await refresh(copy === 'present' ? old.present : old.former)).toMatchObject({
      code: 'SESSION_REVOKED',
    });
  });

  it('ends an operator’s session after sixteen hours, however often it is renewed, and no token outlives it', async () => {
    await http.operator('finance');
    const account = { login: 'finance@test', password: 'a-long-enough-password' };
    let session: ReplyOf<'refreshSession'> = must(await http.client().signInOperator({ body: account }));
    const startMs = http.clock.nowMs();
    const refresh = () => http.client().refreshSession({ body: { refreshToken: session.refreshToken } });
    for (let hour = 0; hour < 15; hour += 1) {
      http.clock.pass(60 * MINUTE_MS);
      session = must(await refresh());
    }
    http.clock.pass(50 * MINUTE_MS);
    session = must(await refresh());
    expect(session.refreshExpiresAtMs).toBe(startMs + 16 * 60 * MINUTE_MS);
    expect(session.accessExpiresAtMs).toBeLessThanOrEqual(session.refreshExpiresAtMs);
    expect((await http.client(session.accessToken).operatorProfile()).ok).toBe(true);
    http.clock.pass(10 * MINUTE_MS + 6_000);
    expect(await refresh()).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await http.client(session.accessToken).operatorProfile()).toMatchObject({
      code: 'SESSION_EXPIRED',
    });
  }, 30_000);

  it('has no row id in a token, and takes none', async () => {
    const { accessToken, customerId } = await http.signIn('reader');
    const payload = JSON.parse(
      Buffer.from(String(accessToken.split('.')[1]), 'base64url').toString(),
    ) as Record<string, unknown>;
    expect(payload).toMatchObject({
      sub: customerId,
      sid: expect.stringMatching(/^ses_/) as unknown,
      brand: null,
    });
    const { id } = await newestSession();
    expect(Object.values(payload).map(String)).not.toContain(String(id));
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
