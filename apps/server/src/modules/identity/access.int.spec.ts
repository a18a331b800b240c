import type { Client } from '@liuliang/contract/client';
import { generate } from 'otplib';
import { AppModule } from '../../app.module';
import { schema } from '../../areas';
import { connector as connectorCommand } from '../../cli/connector';
import { operator as operatorCommand } from '../../cli/operator';
import type { Command } from '../../cli/command';
import { Database } from '../../platform/db/database';
import { ANY_NODE } from '../../platform/env';
import { createHttpApp } from '../../platform/http';
import { KEPT_MS } from '../../platform/kept';
import { openPlatform } from '../../platform/platform';
import { ask, type Caller } from '../../testing/attack/requests';
import { clientOf, must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { typed } from '../../testing/typed-command';
import { routes } from '@liuliang/contract';
import { ConnectorsService, OperatorsService } from '.';

const PASSWORD = 'a-long-enough-password';
const OTHER_PASSWORD = 'quite-another-password';
const HOUR_MS = 3_600_000;

jest.setTimeout(60_000);

describe('access that ends', () => {
  let http: TestHttp;
  let elsewhere: { url: string; close: () => Promise<void> };
  let owner: Client;
  let made = 0;

  beforeAll(async () => {
    http = await openTestHttp();
    owner = await http.operator('owner');
    const env = { ...http.platform.env, NODE_ID: ANY_NODE };
    const platform = await openPlatform(env, schema, { clock: http.clock, log: http.platform.log });
    const app = await createHttpApp(AppModule.of(platform), platform);
    await app.listen(0, '127.0.0.1');
    const close = async () => {
      await app.close();
      await platform.db.close();
    };
    elsewhere = { url: await app.getUrl(), close };
  });
  afterAll(async () => {
    await elsewhere.close();
    await http.close();
  });

  const sign = (login: string, password = PASSWORD, totp?: string) =>
    http.client().signInOperator({ body: { login, password, ...(totp ? { totp } : {}) } });
  const codeOf = (secret: string) => generate({ secret, epoch: Math.floor(http.clock.nowMs() / 1000) });
  const accountOf = async (login: string) => {
    const found = must(await owner.operatorAccounts()).items.find((one) => one.login === login);
    if (!found) throw new Error(`${login} is not listed`);
    return found;
  };
  const actions = async (): Promise<string[]> => {
    const sql = 'SELECT action FROM audit_log WHERE brand_id = ? ORDER BY sequence';
    const rows = await http
      .get(Database)
      .read((reader) => reader.query<{ action: string }>(sql, [http.brand.id]));
    return rows.map(({ action }) => action);
  };

  /** Somebody new, signed in, and answered a moment ago by both processes. */
  async function someone(role = 'analyst') {
    const login = `${role}${(made += 1)}@access`;
    const names = { brandId: http.brand.id, login, displayName: login, password: PASSWORD };
    await http.get(OperatorsService).create({ ...names, role });
    const tokens = must(await sign(login));
    const here = http.client(tokens.accessToken);
    const there = clientOf(elsewhere.url, tokens.accessToken);
    must(await here.operatorProfile());
    must(await there.operatorProfile());
    const { operatorId } = await accountOf(login);
    return { login, here, there, tokens, params: { operatorId } };
  }
  type Someone = Awaited<ReturnType<typeof someone>>;

  /** Out here at once, and elsewhere five seconds later at the latest; the refresh token is worth nothing either. */
  async function isOut({ here, there, tokens }: Someone): Promise<void> {
    expect(await here.operatorProfile()).toMatchObject({ code: 'SESSION_REVOKED' });
    http.clock.pass(KEPT_MS);
    expect(KEPT_MS).toBeLessThanOrEqual(5_000);
    expect(await there.operatorProfile()).toMatchObject({ code: 'SESSION_REVOKED' });
    const { refreshToken } = tokens;
    expect(await http.client().refreshSession({ body: { refreshToken } })).toMatchObject({
      code: 'SESSION_REVOKED',
    });
  }

  it('of who is dismissed ends at once, and begins again when they are reinstated', async () => {
    const who = await someone();
    expect(must(await owner.dismissOperator({ params: who.params }))).toMatchObject({ sessions: 0 });
    await isOut(who);
    expect(await sign(who.login)).toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect((await accountOf(who.login)).dismissedAtMs).not.toBeNull();
    must(await owner.dismissOperator({ params: who.params }));
    expect(must(await owner.reinstateOperator({ params: who.params })).dismissedAtMs).toBeNull();
    expect(await who.here.operatorProfile()).toMatchObject({ code: 'SESSION_REVOKED' });
    must(await sign(who.login));
    expect((await actions()).filter((action) => action === 'operator.dismissed')).toHaveLength(1);
    expect(await actions()).toContain('operator.reinstated');
  });

  it('is not taken from the last owner, also when two dismiss each other at once', async () => {
    const me = await accountOf('owner@test');
    const itself = { params: { operatorId: me.operatorId } };
    expect(await owner.dismissOperator(itself)).toMatchObject({ code: 'LAST_OWNER' });
    const second = await someone('owner');
    const both = await Promise.all([
      owner.dismissOperator({ params: second.params }),
      second.here.dismissOperator(itself),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
    const live = must(await (both[1]?.ok ? second.here : owner).operatorAccounts()).items.filter(
      ({ role, dismissedAtMs }) => role === 'owner' && dismissedAtMs === null,
    );
    expect(live).toHaveLength(1);
    if (both[1]?.ok) must(await second.here.reinstateOperator(itself));
    owner = http.client(must(await sign('owner@test')).accessToken);
  });

  it('is told by when somebody signed in and how many sessions they have, and can be ended without dismissing', async () => {
    const who = await someone();
    must(await sign(who.login));
    const account = await accountOf(who.login);
    expect(account).toMatchObject({
      sessions: 2,
      signedInAtMs: http.clock.nowMs(),
      isMe: false,
      role: 'analyst',
    });
    expect(must(await owner.endOperatorSessions({ params: who.params }))).toMatchObject({ sessions: 0 });
    await isOut(who);
    must(await sign(who.login));
    expect(await actions()).toContain('operator.sessions_ended');
  });

  it('is on record for those who may read it: who did what to whom, page by page, and one operator’s alone', async () => {
    const who = await someone('operations');
    expect(await who.here.operatorActions({ query: {} })).toMatchObject({ code: 'FORBIDDEN' });
    const auditor = await someone('auditor');
    must(await owner.endOperatorSessions({ params: who.params }));
    const first = must(await auditor.here.operatorActions({ query: { limit: 1 } }));
    expect(first.items).toEqual([
      expect.objectContaining({
        action: 'operator.sessions_ended',
        subject: who.params.operatorId,
        actorKind: 'operator',
        operatorName: (await accountOf('owner@test')).displayName,
      }),
    ]);
    const next = must(
      await auditor.here.operatorActions({ query: { limit: 1, cursor: first.nextCursor ?? '' } }),
    );
    expect(next.items[0]?.sequence).toBe((first.items[0]?.sequence ?? 0) - 1);
    const own = must(
      await auditor.here.operatorActions({ query: { operatorId: auditor.params.operatorId } }),
    );
    expect(new Set(own.items.map(({ operatorId }) => operatorId))).toEqual(
      new Set([auditor.params.operatorId]),
    );
  });

  it('is managed by owners alone, and of one’s own brand', async () => {
    const who = await someone('operations');
    expect(await who.here.operatorAccounts()).toMatchObject({ code: 'FORBIDDEN' });
    expect(await who.here.dismissOperator({ params: who.params })).toMatchObject({ code: 'FORBIDDEN' });
    const stranger = await http.get(OperatorsService).create({
      ...{ brandId: http.brand.id + 1, login: 'stranger@other', displayName: 'x', password: PASSWORD },
      role: 'owner',
    });
    const operatorId = http.platform.publicIds.encode('opr', stranger?.id ?? 0);
    expect(await owner.dismissOperator({ params: { operatorId } })).toMatchObject({
      code: 'OPERATOR_UNKNOWN',
    });
    expect(must(await owner.operatorAccounts()).items.map(({ login }) => login)).not.toContain(
      'stranger@other',
    );
  });

  it('changes with the own password: the present one is asked for, and every other session ends', async () => {
    const who = await someone();
    const other = must(await sign(who.login));
    const change = (current: string, next: string) => who.here.changeMyPassword({ body: { current, next } });
    expect(await change('not-the-password', OTHER_PASSWORD)).toMatchObject({ code: 'PASSWORD_WRONG' });
    expect(await change(PASSWORD, 'short')).toMatchObject({ code: 'INPUT_INVALID' });
    must(await change(PASSWORD, OTHER_PASSWORD));
    must(await who.here.operatorProfile());
    expect(await http.client(other.accessToken).operatorProfile()).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await sign(who.login)).toMatchObject({ code: 'CREDENTIALS_WRONG' });
    must(await sign(who.login, OTHER_PASSWORD));
    expect(await actions()).toContain('operator.password_changed');
  });

  it('is not won by trying passwords in an open session', async () => {
    const who = await someone();
    const tries = Array.from({ length: 8 }, () =>
      who.here.changeMyPassword({ body: { current: 'not-the-password', next: OTHER_PASSWORD } }),
    );
    const answers = (await Promise.all(tries)).map((answer) => (answer.ok ? 'changed' : answer.code));
    expect(answers.filter((code) => code === 'PASSWORD_WRONG').length).toBeLessThanOrEqual(5);
    expect(answers).toContain('RATE_LIMITED');
    const right = who.here.changeMyPassword({ body: { current: PASSWORD, next: OTHER_PASSWORD } });
    expect(await right).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('needs one-time codes only from when one has confirmed them, and anew only with the present ones', async () => {
    const who = await someone();
    const other = must(await sign(who.login));
    expect(await who.here.confirmMyTotp({ body: { totp: '000000' } })).toMatchObject({
      code: 'TOTP_NOT_BEGUN',
    });
    expect(await who.here.beginMyTotp({ body: { password: 'wrong' } })).toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    const begin = (totp?: string) =>
      who.here.beginMyTotp({ body: { password: PASSWORD, ...(totp ? { totp } : {}) } });
    const lapsed = must(await begin());
    http.clock.pass(10 * 60_000);
    expect(await who.here.confirmMyTotp({ body: { totp: await codeOf(lapsed.secret) } })).toMatchObject({
      code: 'TOTP_NOT_BEGUN',
    });
    const { secret, uri } = must(await begin());
    expect(uri).toContain(secret);
    expect(await who.here.confirmMyTotp({ body: { totp: '000000' } })).toMatchObject({ code: 'TOTP_WRONG' });
    must(await sign(who.login));
    const code = await codeOf(secret);
    must(await who.here.confirmMyTotp({ body: { totp: code } }));
    expect((await accountOf(who.login)).totpEnabled).toBe(true);
    expect(await http.client(other.accessToken).operatorProfile()).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(await sign(who.login)).toMatchObject({ code: 'TOTP_REQUIRED' });
    expect(await sign(who.login, PASSWORD, code)).toMatchObject({ code: 'TOTP_WRONG' });
    http.clock.pass(60_000);
    must(await sign(who.login, PASSWORD, await codeOf(secret)));
    expect(await begin()).toMatchObject({ code: 'TOTP_REQUIRED' });
    http.clock.pass(60_000);
    const next = must(await begin(await codeOf(secret)));
    http.clock.pass(30_000);
    must(await sign(who.login, PASSWORD, await codeOf(secret)));
    must(await who.here.confirmMyTotp({ body: { totp: await codeOf(next.secret) } }));
    http.clock.pass(60_000);
    expect(await sign(who.login, PASSWORD, await codeOf(secret))).toMatchObject({ code: 'TOTP_WRONG' });
    must(await sign(who.login, PASSWORD, await codeOf(next.secret)));
    expect((await actions()).filter((action) => action === 'operator.totp_enrolled')).toHaveLength(2);
  });

  it('goes on without one-time codes when an owner resets them for a lost phone; the sessions end', async () => {
    const who = await someone();
    const { secret } = must(await who.here.beginMyTotp({ body: { password: PASSWORD } }));
    must(await who.here.confirmMyTotp({ body: { totp: await codeOf(secret) } }));
    expect(must(await owner.resetOperatorTotp({ params: who.params })).totpEnabled).toBe(false);
    await isOut(who);
    must(await sign(who.login));
    expect(await actions()).toContain('operator.totp_reset');
  });

  it('is shown to whom it belongs, session by session, and ended by them', async () => {
    const who = await someone();
    const others = [must(await sign(who.login)), must(await sign(who.login))];
    const mine = must(await who.here.mySessions()).items;
    expect(mine.map(({ isThis }) => isThis).sort()).toEqual([false, false, true]);
    const first = must(await http.client(others[0]?.accessToken).mySessions()).items.find(
      ({ isThis }) => isThis,
    );
    const params = { sessionId: first?.sessionId ?? '' };
    const stranger = await someone();
    expect(await stranger.here.endMySession({ params })).toMatchObject({ code: 'SESSION_UNKNOWN' });
    must(await who.here.endMySession({ params }));
    expect(await who.here.endMySession({ params })).toMatchObject({ code: 'SESSION_UNKNOWN' });
    const out = await http.client(others[0]?.accessToken).operatorProfile();
    expect(out).toMatchObject({ code: 'SESSION_REVOKED' });
    expect(must(await who.here.endMyOtherSessions())).toEqual({ ended: 1 });
    must(await who.here.operatorProfile());
    expect(must(await who.here.mySessions()).items).toHaveLength(1);
  });

  describe('of connectors', () => {
    /** Whether a call that is signed with this secret is taken, here or by the other process. */
    const takes = async (keyId: string, secret: string, url = http.url): Promise<string> => {
      const till: Caller = {
        name: 'till',
        kind: 'open-api',
        brand: 'islet',
        may: [],
        key: { keyId, secret },
      };
      const [, route] = Object.entries(routes).find(([, { access }]) => access === 'open-api') ?? [];
      if (!route) throw new Error('There is no route for connectors');
      const { code } = await ask({ url, clock: http.clock }, till, route, { body: {} });
      return code.startsWith('SIGNATURE') ? code : 'taken';
    };
    const signOwnerIn = async () => {
      owner = http.client(must(await sign('owner@test')).accessToken);
    };
    beforeEach(signOwnerIn);
    const make = async () => {
      const { key, secret } = must(await owner.createConnectorKey({ body: { name: 'till' } }));
      expect(await takes(key.keyId, secret)).toBe('taken');
      return { keyId: key.keyId, secret, params: { connectorId: key.connectorId } };
    };

    it('is rotated with an overlap, in which both secrets sign, and then ends for the former', async () => {
      const { keyId, secret, params } = await make();
      const rotated = must(await owner.rotateConnectorKey({ params, body: { overlapHours: 2 } }));
      expect(rotated.key).toMatchObject({ keyId, formerEndsAtMs: http.clock.nowMs() + 2 * HOUR_MS });
      expect([await takes(keyId, secret), await takes(keyId, rotated.secret)]).toEqual(['taken', 'taken']);
      expect(await takes(keyId, secret, elsewhere.url)).toBe('taken');
      http.clock.pass(2 * HOUR_MS);
      expect([await takes(keyId, secret), await takes(keyId, rotated.secret)]).toEqual([
        'SIGNATURE_WRONG',
        'taken',
      ]);
      await signOwnerIn();
      const now = must(await owner.rotateConnectorKey({ params, body: { overlapHours: 0 } }));
      expect([await takes(keyId, rotated.secret), await takes(keyId, now.secret)]).toEqual([
        'SIGNATURE_WRONG',
        'taken',
      ]);
    });

    it('is revoked for good, with both secrets, on every process at once', async () => {
      const { keyId, secret, params } = await make();
      const rotated = must(await owner.rotateConnectorKey({ params, body: { overlapHours: 24 } }));
      expect(must(await owner.revokeConnectorKey({ params })).revokedAtMs).toBe(http.clock.nowMs());
      must(await owner.revokeConnectorKey({ params }));
      for (const url of [http.url, elsewhere.url])
        for (const one of [secret, rotated.secret])
          expect(await takes(keyId, one, url)).toBe('SIGNATURE_WRONG');
      expect(await owner.rotateConnectorKey({ params, body: { overlapHours: 24 } })).toMatchObject({
        code: 'CONNECTOR_REVOKED',
      });
      const seen = (await actions()).filter((action) => action.startsWith('connector.'));
      expect(seen.slice(-3)).toEqual(['connector.created', 'connector.rotated', 'connector.revoked']);
    });

    it('belongs to one brand', async () => {
      const stray = await http.get(ConnectorsService).create(http.brand.id + 1, 'theirs');
      const params = { connectorId: http.platform.publicIds.encode('apk', stray.id) };
      expect(await owner.revokeConnectorKey({ params })).toMatchObject({ code: 'CONNECTOR_UNKNOWN' });
      expect(must(await owner.connectorKeys()).items.map(({ name }) => name)).not.toContain('theirs');
    });
  });

  describe('from the command line', () => {
    async function answerTo(
      command: Command,
      words: string[],
      options: Record<string, string>,
    ): Promise<unknown> {
      const brand = http.brand.code;
      return JSON.parse((await typed(http, command, words, { ...options, brand, json: true })).said);
    }
    const operator = (word: string, login: string) => answerTo(operatorCommand, [word], { login });

    it('ends and mends access of operators, and is on record', async () => {
      const who = await someone();
      expect(await answerTo(operatorCommand, ['list'], {})).toContainEqual(
        expect.objectContaining({ login: who.login, sessions: 1 }),
      );
      const { password } = (await operator('password', who.login)) as { password: string };
      await isOut(who);
      expect(await sign(who.login)).toMatchObject({ code: 'CREDENTIALS_WRONG' });
      const again = must(await sign(who.login, password));
      await operator('end-sessions', who.login);
      expect(await http.client(again.accessToken).operatorProfile()).toMatchObject({
        code: 'SESSION_REVOKED',
      });
      await operator('dismiss', who.login);
      expect(await sign(who.login, password)).toMatchObject({ code: 'CREDENTIALS_WRONG' });
      await operator('reinstate', who.login);
      await operator('reset-totp', who.login);
      must(await sign(who.login, password));
      await expect(operator('dismiss', 'nobody@access')).rejects.toMatchObject({ code: 'OPERATOR_UNKNOWN' });
      await expect(operator('dismiss', 'owner@test')).rejects.toMatchObject({ code: 'LAST_OWNER' });
      expect(await actions()).toEqual(
        expect.arrayContaining(['operator.password_set', 'operator.totp_reset']),
      );
    });

    it('rotates and revokes keys of connectors', async () => {
      const made = (await answerTo(connectorCommand, ['add'], { name: 'cli till' })) as { keyId: string };
      const key = made.keyId;
      expect(await answerTo(connectorCommand, ['rotate'], { key, 'overlap-hours': '3' })).toMatchObject({
        keyId: key,
        overlapHours: 3,
      });
      await answerTo(connectorCommand, ['revoke'], { key });
      await expect(answerTo(connectorCommand, ['rotate'], { key })).rejects.toMatchObject({
        code: 'CONNECTOR_REVOKED',
      });
      await expect(answerTo(connectorCommand, ['revoke'], { key: 'lk_no' })).rejects.toMatchObject({
        code: 'CONNECTOR_UNKNOWN',
      });
    });
  });
});
