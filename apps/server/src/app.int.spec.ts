import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  errors,
  routes,
  type ErrorCode,
  type OutboxEventName,
  type Route,
  type RouteName,
} from '@liuliang/contract';
import { AppModule } from './app.module';
import { createHttpApp, ROUTE } from './platform/http';
import { Outbox, type Consumer } from './platform/outbox';
import { openTestPlatform, type TestPlatform } from './testing/test-platform';

const served = Object.entries(routes) as [RouteName, Route][];

interface Handler {
  readonly name: string;
  readonly route: Route | undefined;
}

let test: TestPlatform;
let app: NestFastifyApplication;
let handlers: Handler[];

/** Every method that Nest would call for a request, in every area. */
function handlersOf(modules: ModulesContainer): Handler[] {
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (!metatype) return [];
    const { prototype, name }: { readonly prototype: object; readonly name: string } = metatype;
    return Object.getOwnPropertyNames(prototype).flatMap((method) => {
      const handler = Object.getOwnPropertyDescriptor(prototype, method)?.value as object | undefined;
      if (method === 'constructor' || typeof handler !== 'function' || !Reflect.hasMetadata('path', handler))
        return [];
      return [{ name: `${name}.${method}`, route: Reflect.getMetadata(ROUTE, handler) as Route | undefined }];
    });
  });
}

beforeAll(async () => {
  test = await openTestPlatform();
  app = await createHttpApp(AppModule.of(test.platform), test.platform);
  await app.init();
  handlers = handlersOf(app.get(ModulesContainer, { strict: false }));
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

describe('what areas do about events of others', () => {
  it('is declared in their consumers.ts, and everything declared there is done', async () => {
    const areas = join(__dirname, 'modules');
    const files = readdirSync(areas).map((area) => join(areas, area, 'consumers.ts'));
    const declared: Consumer<OutboxEventName>[] = [];
    for (const file of files.filter((one) => existsSync(one))) {
      declared.push(...Object.values((await import(file)) as Record<string, Consumer<OutboxEventName>>));
    }
    const registered = app.get(Outbox, { strict: false }).registered();
    const names = (all: readonly Consumer<OutboxEventName>[]): string[] =>
      all.map(({ name, topic }) => `${name} ← ${topic}`).sort();
    expect(names(registered)).toEqual(names(declared));
    expect(new Set(declared.map(({ name }) => name)).size).toBe(declared.length);
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
    expect(open).toEqual(['/session/wechat', '/session/refresh', '/session/revoke', '/operator/session']);
  });
});
