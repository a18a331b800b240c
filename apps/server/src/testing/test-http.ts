import type { INestApplicationContext, Type } from '@nestjs/common';
import { createClient, type Client, type ReplyOf } from '@liuliang/contract/client';
import { createSandbox, type Sandbox } from '@liuliang/sandbox';
import { AppModule } from '../app.module';
import { payEnvOf } from '../demo/open-demo';
import { BrandsService, type Brand } from '../modules/brands';
import { OperatorsService } from '../modules/identity';
import type { SteppedClock } from '../platform/clock';
import { createHttpApp } from '../platform/http';
import { Jobs } from '../platform/jobs';
import type { Logger } from '../platform/log';
import type { Platform } from '../platform/platform';
import { allConsents } from './doors';
import { openTestPlatform, type TestPlatform } from './test-platform';

/** A whole server behind its real HTTP door, with the WeChat sandbox in front and one brand in it. */
export interface TestHttp {
  readonly url: string;
  readonly platform: Platform;
  readonly clock: SteppedClock;
  readonly sandbox: Sandbox;
  readonly brand: Brand;
  /** As commands are handed it. */
  readonly app: INestApplicationContext;
  get<T>(token: { readonly prototype: T } | symbol): T;
  /** A client of the contract, signed in with an access token or nobody. */
  client(accessToken?: string, headers?: Readonly<Record<string, string>>): Client;
  /** Signs a person in through WeChat; a person seen for the first time is made. */
  signIn(person: string, phone?: string): Promise<ReplyOf<'signInWithWechat'> & { readonly client: Client }>;
  /** Signs in and joins with every consent; with a phone when the person has one. */
  join(
    person: string,
    phone?: string,
  ): Promise<{ readonly client: Client; readonly home: ReplyOf<'memberHome'> }>;
  operator(role: string): Promise<Client>;
  /** Lets the worker do everything that is due now: hand out events, deliver, send. */
  work(): Promise<void>;
  close(): Promise<void>;
}

const APP = { appid: 'wxtest0000000000', secret: 'test-only' };
const PASSWORD = 'a-long-enough-password';

export function clientOf(
  url: string,
  accessToken?: string,
  more: Readonly<Record<string, string>> = {},
): Client {
  return createClient(async ({ method, path, body }) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...more,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  });
}

/** Unwraps an answer that the story needs; fails the test with the code otherwise. */
export function must<T>(answer: { ok: true; value: T } | { ok: false; code: string }): T {
  if (!answer.ok) throw new Error(`The server refused: ${answer.code}`);
  return answer.value;
}

/** The sandbox and the platform pointed at it, on one clock. */
async function openWorld(
  startMs: number | undefined,
  more: Record<string, string>,
  log?: Logger,
): Promise<{ base: TestPlatform; sandbox: Sandbox }> {
  // The platform's clock exists only after its environment, which needs the sandbox's address: the sandbox reads it late.
  let clock: SteppedClock | null = null;
  const sandbox = createSandbox({
    apps: [{ ...APP, openPlatform: 'test', templates: [{ id: 'tmplReady', keywords: ['thing1'] }] }],
    clock: { nowMs: () => clock?.nowMs() ?? 0 },
  });
  const url = await sandbox.listen(0);
  const base = await openTestPlatform({
    startMs,
    ...(log && { log }),
    more: {
      CHECK_REPLIES: '1',
      WECHAT_APPID: APP.appid,
      WECHAT_SECRET: APP.secret,
      WECHAT_API: url,
      ...payEnvOf(url, sandbox.merchant),
      ...more,
    },
  });
  clock = base.clock;
  return { base, sandbox };
}

/**
 * Opens the server on the engine named by LIULIANG_ENGINE; every reply is held to its contract.
 * @param more variables of the environment
 * @param log silent by default
 */
export async function openTestHttp(
  startMs?: number,
  more: Record<string, string> = {},
  log?: Logger,
): Promise<TestHttp> {
  const { base, sandbox } = await openWorld(startMs, more, log);
  const app = await createHttpApp(AppModule.of(base.platform), base.platform);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const get: TestHttp['get'] = (token) => app.get(token as Type, { strict: false });
  const brand = await get(BrandsService).create({ code: 'islet', name: '屿见 ISLET' });
  if (!brand) throw new Error('The test brand was there already');
  const signIn: TestHttp['signIn'] = async (person, phone) => {
    sandbox.control.putPerson({ key: person, ...(phone === undefined ? {} : { phone }) });
    const { code } = sandbox.control.loginCode(person);
    const session = must(await clientOf(url).signInWithWechat({ body: { brand: brand.code, code } }));
    return { ...session, client: clientOf(url, session.accessToken) };
  };
  return {
    url,
    app,
    platform: base.platform,
    clock: base.clock,
    sandbox,
    brand,
    get,
    client: (accessToken, headers) => clientOf(url, accessToken, headers),
    signIn,
    async join(person, phone) {
      const { client } = await signIn(person, phone);
      const phoneCode = phone === undefined ? {} : { phoneCode: sandbox.control.phoneCode(person).code };
      const home = must(await client.join({ body: { consents: allConsents(), ...phoneCode } }));
      return { client, home };
    },
    async operator(role) {
      const account = { login: `${role}@test`, password: PASSWORD };
      await get(OperatorsService).create({ ...account, brandId: brand.id, displayName: role, role });
      return clientOf(url, must(await clientOf(url).signInOperator({ body: account })).accessToken);
    },
    async work() {
      for (const name of ['outbox.relay', 'touches.send']) await get(Jobs).runNow(name);
    },
    async close() {
      await app.close();
      await base.close();
      await sandbox.close();
    },
  };
}
