import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errors, routes, type ErrorCode, type Route, type RouteName } from '@liuliang/contract';
import { AppModule } from './app.module';
import { areas } from './areas';
import { createHttpApp, handlersOf } from './platform/http';
import { Jobs } from './platform/jobs';
import { Outbox } from './platform/outbox';
import { openTestPlatform, type TestPlatform } from './testing/test-platform';

const served = Object.entries(routes) as [RouteName, Route][];

let test: TestPlatform;
let app: NestFastifyApplication;
let handlers: ReturnType<typeof handlersOf>;

beforeAll(async () => {
  test = await openTestPlatform();
  app = await createHttpApp(AppModule.of(test.platform), test.platform);
  await app.init();
  handlers = handlersOf(app);
});

afterAll(async () => {
  await app.close();
  await test.close();
});

describe('the contract and the server', () => {
  it('every handler serves a route of the contract', () => {
    const known = new Set<Route | undefined>(served.map(([, route]) => route));
    expect(handlers.length).toBeGreaterThan(0);
    expect(handlers.filter(({ route }) => !known.has(route)).map(({ name }) => name)).toEqual([]);
  });

  it('every route of the contract has exactly one handler', () => {
    const counts = served.map(([name, value]) => [
      name,
      handlers.filter(({ route }) => route === value).length,
    ]);
    expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it('no two routes share an address', () => {
    const addresses = served.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

describe('what the manifests declare', () => {
  it('is what runs: every job and every consumer, once', async () => {
    const jobs = (await app.get(Jobs, { strict: false }).statuses()).map(({ name }) => name);
    const declared = areas.flatMap((one) => one.jobs ?? []).map(({ job }) => job.name);
    const ofPlatform = ['outbox.relay', 'platform.housekeeping'];
    expect(jobs.sort()).toEqual([...declared, ...ofPlatform].sort());
    const consumers = app.get(Outbox, { strict: false }).registered();
    const names = areas.flatMap((one) => one.consumers ?? []).map(({ consumer }) => consumer);
    expect(consumers.map(({ name }) => name).sort()).toEqual(names.sort());
  });
});

describe('without signing in', () => {
  const address = ({ path }: Route): string => `/api/v1${path.replace(/:\w+/g, 'x')}`;

  it.each(served.filter(([, { access }]) => access !== 'public').map(([name]) => name))(
    '%s is denied, before its input is looked at',
    async (name) => {
      const route = routes[name] as Route;
      const headers =
        route.wire === 'csv' ? { 'content-type': 'text/csv' } : { 'content-type': 'application/json' };
      const payload = route.method === 'GET' ? undefined : route.wire === 'csv' ? 'x' : '{}';
      const answer = await app.inject({ method: route.method, url: address(route), headers, payload });
      const { code } = answer.json<{ code: ErrorCode }>();
      expect(code).toBe(route.access === 'open-api' ? 'SIGNATURE_MISSING' : 'SIGN_IN_REQUIRED');
      expect(answer.statusCode).toBe(errors[code].status);
    },
  );

  it('only the doors themselves are open', () => {
    const open = served.filter(([, { access }]) => access === 'public').map(([, { path }]) => path);
    expect(open).toEqual([
      ...['/app-faults', '/session/wechat', '/session/refresh', '/session/revoke', '/operator/session'],
      ...['/console/session', '/console/session/renew', '/console/session/end'],
      // WeChat's own calls, which it signs.
      ...['/wechat/push', '/wechat/push'],
    ]);
  });
});
