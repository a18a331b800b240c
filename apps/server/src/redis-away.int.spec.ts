/** A process that starts while Redis is away serves all the same, says so, and needs nobody when Redis comes back. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createClient } from '@liuliang/contract/client';
import { createSandbox, type Sandbox } from '@liuliang/sandbox';
import { z } from 'zod';
import { BrandsService } from './modules/brands';
import { readEnv } from './platform/env';
import { Jobs, job } from './platform/jobs';
import { startServer, type RunningServer } from './server';
import { allConsents } from './testing/doors';
import { emptyDatabase, testEngine, type TestDatabase } from './testing/test-database';
import { must } from './testing/test-http';

const STRONG = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';
const APP = { appid: 'wxtest0000000000', secret: 'test-only' };
const told = job({ name: 'test.told', payload: z.strictObject({ id: z.int() }), leaseMs: 1_000 });

/** A port that refuses until it leads to Redis. */
class WayToRedis {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private constructor(
    readonly port: number,
    private readonly redis: URL,
  ) {}

  static async shut(redis: string): Promise<WayToRedis> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return new WayToRedis(port, new URL(redis));
  }

  async open(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(Number(this.redis.port || 6379), this.redis.hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => (near.destroy(), far.destroy()));
      }
      near.pipe(far);
      far.pipe(near);
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
  }

  async shut(): Promise<void> {
    const { server } = this;
    this.server = null;
    for (const socket of this.sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen within ten seconds');
}

// Embedded mode has no Redis that could be away.
const withRedis =
  testEngine === 'mariadb'
    ? describe
    : (_: string, __: () => void): void =>
        it('has no Redis here', () => expect(process.env['REDIS_URL'] ?? '').toBe(''));

withRedis('a start while Redis is away', () => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let way: WayToRedis;
  let server: RunningServer;

  beforeAll(async () => {
    database = await emptyDatabase();
    sandbox = createSandbox({ apps: [{ ...APP, openPlatform: 'test' }], clock: { nowMs: () => Date.now() } });
    way = await WayToRedis.shut(database.env['REDIS_URL'] as string);
    const env = readEnv({
      ...database.env,
      REDIS_URL: `redis://127.0.0.1:${way.port}`,
      LIULIANG_SECRET: STRONG,
      LOG_LEVEL: 'silent',
      PORT: '0',
      WECHAT_APPID: APP.appid,
      WECHAT_SECRET: APP.secret,
      WECHAT_API: await sandbox.listen(0),
    });
    server = await startServer(env, () => undefined);
  });

  afterAll(async () => {
    await way.shut();
    const startedAt = performance.now();
    await server.close();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await sandbox.close();
    await database.drop();
  });

  const readiness = async (): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${server.url}/readyz`);
    return { status: answer.status, body: await answer.json() };
  };
  const clientOf = (accessToken?: string) =>
    createClient(async ({ method, path, body }) => {
      const headers = {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const answer = await fetch(`${server.url}/api/v1${path}`, init);
      return { status: answer.status, body: await answer.json() };
    });

  it('serves what members read and write, says what it misses, and hints again by itself', async () => {
    expect(await readiness()).toEqual({
      status: 200,
      body: { ok: true, engine: 'mariadb', missing: ['redis'] },
    });
    await server.app.get(BrandsService, { strict: false }).create({ code: 'islet', name: '屿见 ISLET' });
    sandbox.control.putPerson({ key: 'lin' });
    const { code } = sandbox.control.loginCode('lin');
    const { accessToken } = must(await clientOf().signInWithWechat({ body: { brand: 'islet', code } }));
    const member = clientOf(accessToken);
    must(await member.join({ body: { consents: allConsents() } }));
    // The worker finds the welcome in the database, without any hint.
    await until(async () => must(await member.memberHome()).unreadMessages === 1);

    await way.open();
    await until(
      async () => (await readiness()).status === 200 && !JSON.stringify(await readiness()).includes('redis'),
    );
    const jobs = server.app.get(Jobs, { strict: false });
    const ids: number[] = [];
    jobs.register(told, async ({ id }) => `${ids.push(id)}`);
    await until(async () => (await jobs.hint(told, { id: 7 }), ids.length > 0));

    await way.shut();
    await until(async () => JSON.stringify(await readiness()).includes('redis'));
    expect((await readiness()).status).toBe(200);
    must(await member.memberHome());
  });
});
