import { request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { Controller, Get, Global, Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { route } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { z } from 'zod';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { openLog } from '../log';
import { PlatformModule } from '../platform.module';
import {
  AUTHENTICATOR,
  createHttpApp,
  HttpModule,
  Input,
  Serve,
  Who,
  type InputOf,
  refuse as refuseCommon,
  RefusalError,
  type OperatorPrincipal,
  type Refusal,
  type RefusalOf,
  type Refuse,
} from '.';

const CANARY = '13900001234';

const echo = route({
  method: 'POST',
  path: '/test/echo/:word',
  access: 'public',
  summary: 'Says back what it understood',
  params: z.strictObject({ word: z.string().max(16) }),
  query: z.strictObject({ page: z.coerce.number().int().min(1).max(100).default(1) }),
  body: z.strictObject({
    name: z.string().min(1).max(20),
    points: z.int().min(1).max(1e12),
    tags: z.array(z.string().max(8)).max(3).default([]),
    more: z.strictObject({ city: z.string() }).optional(),
  }),
  reply: z.strictObject({
    word: z.string(),
    page: z.int(),
    name: z.string(),
    points: z.int(),
    tags: z.int(),
  }),
  errors: ['GIFT_STOCK_TOO_SMALL'],
});

const broken = route({
  method: 'GET',
  path: '/test/broken',
  access: 'operator:system.read',
  summary: 'Fails in the middle of somebody’s data',
  reply: z.strictObject({}),
  errors: [],
});

const undeclared = route({
  method: 'GET',
  path: '/test/undeclared',
  access: 'public',
  summary: 'Refuses with what its route does not name',
  query: z.strictObject({ how: z.enum(['returned', 'thrown', 'data']) }),
  reply: z.strictObject({}),
  errors: ['GIFT_UNKNOWN'],
});

const lying = route({
  method: 'GET',
  path: '/test/lying',
  access: 'public',
  summary: 'Answers what the contract does not know',
  reply: z.strictObject({ known: z.string() }),
  errors: [],
});

@Controller()
class TestController {
  @Serve(echo)
  echo(
    @Input() { params, query, body }: InputOf<typeof echo>,
  ): Result<z.input<typeof echo.reply>, Refusal<'GIFT_STOCK_TOO_SMALL'>> {
    if (body.name === 'nobody') return fail({ code: 'GIFT_STOCK_TOO_SMALL', stockMin: 3 });
    const { word } = params;
    return ok({ word, page: query.page, name: body.name, points: body.points, tags: body.tags.length });
  }

  @Serve(broken)
  async broken(@Who() who: OperatorPrincipal): Promise<Record<string, never>> {
    await Promise.resolve();
    const row = { mobile: CANARY, operator: who.operatorId };
    throw Object.assign(new Error(`Duplicate entry '${CANARY}'\n    at ${CANARY}`), {
      driverError: { code: 'ER_DUP_ENTRY', sqlMessage: CANARY },
      parameters: [CANARY],
      row,
    });
  }

  @Serve(lying)
  lying() {
    return { known: 'yes', passwordHash: 'leaks' };
  }

  // @ts-expect-error: the route does not name GIFT_SOLD_OUT
  @Serve(undeclared)
  undeclared(@Input() { query }: InputOf<typeof undeclared>) {
    if (query.how === 'returned') return fail({ code: 'GIFT_SOLD_OUT' });
    if (query.how === 'data') return fail({ code: 'GIFT_UNKNOWN', owner: CANARY });
    throw new RefusalError({ code: 'GIFT_SOLD_OUT' });
  }
}

/** Somebody took a decorator of Nest for ours. */
@Controller()
class StrayController {
  @Get('test/naked')
  naked(): string {
    return 'reached';
  }
}

const confirmed = route({
  method: 'POST',
  path: '/test/confirmed/:word',
  access: 'public',
  summary: 'Does what cannot be undone',
  params: z.strictObject({ word: z.string() }),
  body: z.strictObject({ confirm: z.literal('YES') }),
  reply: z.strictObject({}),
  errors: [],
});

/** Somebody forgot to take what the route asks for. */
@Controller()
class DeafController {
  @Serve(confirmed)
  heedless() {
    return {};
  }
}

const operator = (permissions: string[]): OperatorPrincipal => ({
  kind: 'operator',
  brandId: 1,
  sessionId: 1,
  operatorId: 1,
  permissions: new Set(permissions),
  storeScope: null,
});

/** Knows two tokens: the platform only asks who is calling, whatever the identity area does to find out. */
const authenticator = {
  bearer: async (token: string) =>
    token === 'reader'
      ? ok(operator(['system.read']))
      : token === 'clerk'
        ? ok(operator([]))
        : fail({ code: 'SESSION_EXPIRED' }),
  signature: async () => fail({ code: 'SIGNATURE_MISSING' }),
};

@Global()
@Module({
  controllers: [TestController],
  providers: [{ provide: AUTHENTICATOR, useValue: authenticator }],
  exports: [AUTHENTICATOR],
})
class TestModule {
  static of(base: TestPlatform): DynamicModule {
    return { module: TestModule, imports: [PlatformModule.of(base.platform), HttpModule] };
  }
}

let test: TestPlatform;
let app: NestFastifyApplication;
let base: string;
let port: number;
const logged: string[] = [];

beforeAll(async () => {
  const sink = new Writable({ write: (chunk, _, done) => (logged.push(String(chunk)), done()) });
  test = await openTestPlatform({
    more: { CHECK_REPLIES: '1', PROXIES: '1', API_DOCS: '1' },
    log: openLog('info', sink),
  });
  app = await createHttpApp(TestModule.of(test), test.platform, (fastify) => {
    fastify.get('/test/address', (request) => ({ address: request.ip }));
  });
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
  base = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  await app.close();
  await test.close();
});

const good = { name: 'Lin', points: 5 };

interface Answer {
  status: number;
  body: { code?: string; data?: { faults?: { field: string; fault: string }[] }; requestId?: string };
  text: string;
  headers: Headers;
}

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${base}${path}`, init);
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['body'];
  return { status: response.status, body, text, headers: response.headers };
}

const post = (
  body: BodyInit,
  headers: Record<string, string> = {},
  path = '/api/v1/test/echo/hi',
): Promise<Answer> =>
  send(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

/** The one shape of every refusal, and what must never be in one. */
function expectRefusal(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(Object.keys(answer.body).sort()).toEqual(
    answer.body.data ? ['code', 'data', 'requestId'] : ['code', 'requestId'],
  );
  expect(answer.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.text).not.toMatch(/ at |node_modules|\.ts|\.js|SELECT|stack/);
}

const alive = async (): Promise<void> => expect((await post(JSON.stringify(good))).status).toBe(200);

afterEach(async () => {
  await alive();
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

describe('a good request', () => {
  it('is parsed by its route, defaults filled in, and answered', async () => {
    const answer = await post(JSON.stringify({ ...good, tags: ['a'] }), {}, '/api/v1/test/echo/hi?page=3');
    expect(JSON.parse(answer.text)).toEqual({ word: 'hi', page: 3, name: 'Lin', points: 5, tags: 1 });
  });

  it('carries security headers, a request id, and no word about what serves it', async () => {
    const { headers } = await post(JSON.stringify(good));
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it('is answered with what no cache may keep, and so is a refusal', async () => {
    const answers = [await post(JSON.stringify(good)), await post('{}'), await send('/api/v1/test/broken')];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 401]);
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });

  it('takes text of any script', async () => {
    const answer = await post(JSON.stringify({ ...good, name: '王小明 💚 é' }));
    expect(answer.text).toContain('王小明 💚 é');
  });
});

describe('a refusal of the handler', () => {
  it('is answered with its code and its data', async () => {
    const answer = await post(JSON.stringify({ ...good, name: 'nobody' }));
    expectRefusal(answer, 422, 'GIFT_STOCK_TOO_SMALL');
    expect(answer.body.data).toEqual({ stockMin: 3 });
    expect(answer.headers.get('x-request-id')).toBe(answer.body.requestId);
  });
});

describe('a refusal that the contract does not know', () => {
  it.each([
    ['returned', 'GIFT_SOLD_OUT'],
    ['thrown', 'GIFT_SOLD_OUT'],
    ['data', 'GIFT_UNKNOWN'],
  ])('%s, is a fault of ours, logged with route and code', async (how, code) => {
    const logs = logged.length;
    expectRefusal(await send(`/api/v1/test/undeclared?how=${how}`), 500, 'UNEXPECTED');
    const lines = logged.slice(logs).join('');
    expect(lines).toContain(`"route":"GET /test/undeclared","answered":"${code}"`);
    expect(lines).not.toContain(CANARY);
  });

  it('is answered and counted where replies are not held to the contract', async () => {
    const lax = await openTestPlatform({ log: openLog('silent') });
    const other = await createHttpApp(TestModule.of(lax), lax.platform);
    await other.listen(0, '127.0.0.1');
    const answer = await fetch(`${await other.getUrl()}/api/v1/test/undeclared?how=returned`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, 'GIFT_SOLD_OUT']);
    expect(await lax.platform.metrics.registry.metrics()).toContain(
      'liuliang_undeclared_refusals_total{route="GET /test/undeclared",code="GIFT_SOLD_OUT"} 1',
    );
    await other.close();
    await lax.close();
  });

  it('does not compile, returned or thrown', () => {
    const throwing = (refuse: Refuse<'GIFT_UNKNOWN'>, anywhere: typeof refuseCommon): void => {
      refuse('GIFT_UNKNOWN');
      // @ts-expect-error: not among the codes that this transaction may answer
      refuse('GIFT_SOLD_OUT');
      // @ts-expect-error: a code of some routes alone is refused by who knows which route it is
      anywhere('GIFT_UNKNOWN');
    };
    const sold: Refusal<'GIFT_SOLD_OUT'> = { code: 'GIFT_SOLD_OUT' };
    // @ts-expect-error: ending a gift cannot say that it has run out
    const ending: RefusalOf<'endGift'> = sold;
    expect([typeof throwing, ending.code]).toEqual(['function', 'GIFT_SOLD_OUT']);
  });
});

describe('a body that is no body of ours', () => {
  it.each<[string, BodyInit, string]>([
    ['broken JSON', '{"name":', 'BODY_NOT_JSON'],
    ['JSON with a comma too many', '{"name":"Lin",}', 'BODY_NOT_JSON'],
    ['a bare word', 'hello', 'BODY_NOT_JSON'],
    ['NaN', '{"name":"Lin","points":NaN}', 'BODY_NOT_JSON'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'BODY_NOT_JSON'],
    ['UTF-16', Buffer.from(JSON.stringify(good), 'utf16le'), 'BODY_NOT_JSON'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 'BODY_NOT_JSON'],
    ['nothing', '', 'INPUT_INVALID'],
    ['null', 'null', 'INPUT_INVALID'],
    ['a list', '[]', 'INPUT_INVALID'],
    ['a number', '5', 'INPUT_INVALID'],
    ['brackets 33 deep', `${'['.repeat(33)}${']'.repeat(33)}`, 'INPUT_INVALID'],
    ['brackets 40,000 deep, never closed', '['.repeat(40_000), 'INPUT_INVALID'],
  ])('%s is refused', async (_, body, code) => {
    expectRefusal(await post(body), 400, code);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'nonsense',
  ])('of the type %s is refused', async (type) =>
    expectRefusal(await post(JSON.stringify(good), { 'content-type': type }), 400, 'BODY_NOT_JSON'),
  );

  it('of more than 100 KiB is refused, announced or not', async () => {
    const large = JSON.stringify({ ...good, name: 'x'.repeat(101 * 1024) });
    const announced = await post(large);
    expectRefusal(announced, 413, 'BODY_TOO_LARGE');
    expect(announced.body.data).toEqual({ bytesMax: 100 * 1024 });
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i += 1)
          controller.enqueue(Buffer.from(large.slice(i * 6_000, (i + 1) * 6_000)));
        controller.close();
      },
    });
    const chunked = await send('/api/v1/test/echo/hi', {
      method: 'POST',
      body: stream,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    } as RequestInit);
    expectRefusal(chunked, 413, 'BODY_TOO_LARGE');
  });
});

describe('a field that is not what the route says', () => {
  const withField = (json: string): string => `{"name":"Lin","points":5,${json}}`;

  it.each<[string, string]>([
    ['text for a number', '{"name":"Lin","points":"5"}'],
    ['a number for text', '{"name":0,"points":5}'],
    ['false for text', '{"name":false,"points":5}'],
    ['a list for text', '{"name":["Lin"],"points":5}'],
    ['an object for text', '{"name":{"toString":"x"},"points":5}'],
    ['null for text', '{"name":null,"points":5}'],
    ['a missing field', '{"name":"Lin"}'],
    ['a number below its range', '{"name":"Lin","points":-1}'],
    ['zero', '{"name":"Lin","points":0}'],
    ['minus zero', '{"name":"Lin","points":-0}'],
    ['half a point', '{"name":"Lin","points":1.5}'],
    ['more than is held exactly', '{"name":"Lin","points":9007199254740993}'],
    ['a number without end', '{"name":"Lin","points":1e400}'],
    ['a number in a list', '{"name":"Lin","points":[5]}'],
    ['text too long', `{"name":"${'x'.repeat(21)}","points":5}`],
    ['a list too long', withField('"tags":["a","b","c","d"]')],
    ['an unknown field', withField('"role":"admin"')],
    ['an unknown field further in', withField('"more":{"city":"Suzhou","brandId":2}')],
    ['__proto__', withField('"__proto__":{"isAdmin":true}')],
    ['__proto__ further in', withField('"more":{"city":"Suzhou","__proto__":{"isAdmin":true}}')],
    ['constructor.prototype', withField('"constructor":{"prototype":{"isAdmin":true}}')],
    ['a NUL character', '{"name":"a\\u0000b","points":5}'],
    ['half a character', '{"name":"\\ud83d","points":5}'],
  ])('%s is refused', async (_, body) => {
    const answer = await post(body);
    expectRefusal(answer, 400, 'INPUT_INVALID');
    expect(answer.body.data?.faults?.length).toBeGreaterThan(0);
  });

  it('is named, and never quoted', async () => {
    const answer = await post(JSON.stringify({ name: 5, points: CANARY }));
    expect(answer.body.data?.faults).toEqual([
      { field: 'body.name', fault: 'invalid_type' },
      { field: 'body.points', fault: 'invalid_type' },
    ]);
    expect(answer.text).not.toContain(CANARY);
  });

  it.each([
    ['a number that is none', '?page=one'],
    ['a number out of range', '?page=101'],
    ['a parameter twice', '?page=1&page=2'],
    ['an unknown parameter', '?pages=1'],
    ['__proto__', '?__proto__[isAdmin]=1'],
    ['a NUL character', '?page=1%00'],
  ])('in the query, %s is refused', async (_, query) => {
    const answer = await post(JSON.stringify(good), {}, `/api/v1/test/echo/hi${query}`);
    expectRefusal(answer, 400, 'INPUT_INVALID');
  });

  it.each([
    ['too long', 'x'.repeat(17)],
    ['with a NUL character', 'a%00b'],
  ])('in the path, a word %s is refused', async (_, word) => {
    expectRefusal(await post(JSON.stringify(good), {}, `/api/v1/test/echo/${word}`), 400, 'INPUT_INVALID');
  });
});

describe('an address that is none of ours', () => {
  it.each([
    '/api/v1/nothing',
    '/api/v1/',
    '/api/v2/test/echo/hi',
    '/nothing',
    '/.env',
    '/api/v1/test/echo/a/b',
    '//x',
  ])('%s is unknown', async (path) => expectRefusal(await send(path), 404, 'ROUTE_UNKNOWN'));

  it('with a broken percent sign is refused', async () => {
    expectRefusal(await send('/api/v1/test/echo/%ZZ'), 400, 'INPUT_INVALID');
  });

  it('with a word longer than any of ours is refused', async () => {
    const answer = await post(JSON.stringify(good), {}, `/api/v1/test/echo/${'x'.repeat(500)}`);
    expect([404, 400, 413]).toContain(answer.status);
    expect(Object.keys(answer.body).sort()).toEqual(['code', 'requestId']);
  });

  it('with another method is unknown', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await send('/api/v1/test/echo/hi', { method });
      expectRefusal(answer, 404, 'ROUTE_UNKNOWN');
    }
  });

  it('cannot be chosen by a header', async () => {
    const headers = { 'x-http-method-override': 'POST', 'x-original-url': '/api/v1/test/lying' };
    expectRefusal(await send('/api/v1/test/echo/hi', { headers }), 404, 'ROUTE_UNKNOWN');
  });
});

describe('who may call', () => {
  const as = (authorization: string): Promise<Answer> =>
    send('/api/v1/test/broken', { headers: { authorization } });

  it.each([
    ['nobody', ''],
    ['another scheme', 'Basic reader'],
    ['two tokens', 'Bearer reader reader'],
    ['an empty token', 'Bearer '],
    ['a token of 5,000 characters', `Bearer ${'x'.repeat(5_000)}`],
  ])('%s is asked to sign in', async (_, authorization) => {
    expectRefusal(await as(authorization), 401, 'SIGN_IN_REQUIRED');
  });

  it('somebody whose session has ended is told so', async () => {
    expectRefusal(await as('Bearer stranger'), 401, 'SESSION_EXPIRED');
  });

  it('somebody without the permission is refused', async () => {
    expectRefusal(await as('Bearer clerk'), 403, 'FORBIDDEN');
  });

  it('a handler that serves no route of the contract keeps the server from starting', async () => {
    const stray = { ...TestModule.of(test), controllers: [StrayController] };
    await expect(createHttpApp(stray, test.platform)).rejects.toThrow(
      'naked serves no route of the contract',
    );
  });

  it('a handler that does not take what its route declares keeps the server from starting', async () => {
    const deaf = { ...TestModule.of(test), controllers: [DeafController] };
    await expect(createHttpApp(deaf, test.platform)).rejects.toThrow(
      'heedless does not take what /test/confirmed/:word declares: params, body',
    );
  });

  it('the address of the caller is what our own proxy wrote, not what the caller claims', async () => {
    const answer = await send('/test/address', { headers: { 'x-forwarded-for': '1.1.1.1, 9.9.9.9' } });
    expect(answer.text).toBe('{"address":"9.9.9.9"}');
  });
});

describe('a fault of ours', () => {
  it('is answered without a word about it, and logged without the person', async () => {
    logged.length = 0;
    const answer = await send('/api/v1/test/broken', { headers: { authorization: 'Bearer reader' } });
    expectRefusal(answer, 500, 'UNEXPECTED');
    expect(answer.text).not.toContain(CANARY);
    expect(answer.headers.get('retry-after')).toBe('2');
    const lines = logged.join('');
    expect(lines).toContain(String(answer.body.requestId));
    expect(lines).toContain('ER_DUP_ENTRY');
    expect(lines).toContain('http.int.spec.ts');
    expect(lines).not.toContain(CANARY);
  });

  it('an answer beyond the contract is held back where replies are checked', async () => {
    const answer = await send('/api/v1/test/lying');
    expectRefusal(answer, 500, 'UNEXPECTED');
    expect(answer.text).not.toContain('leaks');
  });
});

describe('below the routes', () => {
  const raw = (text: string): Promise<string> =>
    new Promise((resolve) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (bytes) => (answer += bytes.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', () => resolve(answer));
      setTimeout(() => socket.destroy(), 2_000).unref();
    });

  it.each([
    ['what is not HTTP', 'HELLO\r\n\r\n'],
    [
      'two lengths',
      'POST /api/v1/test/echo/hi HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello',
    ],
    [
      'a length beside chunks',
      'POST /api/v1/test/echo/hi HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`],
  ])('%s is refused in the same shape', async (_, text) => {
    const answer = await raw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    const body = JSON.parse(answer.slice(answer.indexOf('{'))) as Answer['body'];
    expect(Object.keys(body).sort()).toEqual(['code', 'requestId']);
  });

  it('a client that goes away in the middle hurts nobody', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${base}/api/v1/test/echo/hi`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': '100' },
      });
      request.on('error', () => resolve());
      request.write('{"name"');
      setTimeout(() => request.destroy(), 20);
    });
  });
});

describe('the doors beside the API', () => {
  it('say that the process lives and can answer', async () => {
    expect((await send('/healthz')).text).toBe('{"ok":true}');
    expect(JSON.parse((await send('/readyz')).text)).toEqual({
      ok: true,
      engine: test.platform.db.engine,
      missing: [],
    });
  });

  it('count requests by route, never by address', async () => {
    await post(JSON.stringify(good), {}, `/api/v1/test/echo/canary`);
    const { text } = await send('/metrics');
    expect(text).toContain(
      'liuliang_http_request_seconds_count{route="/api/v1/test/echo/:word",status="200"}',
    );
    expect(text).not.toContain('canary');
  });

  it('describe the API', async () => {
    expect(JSON.parse((await send('/api/openapi.json')).text)).toHaveProperty('openapi');
    const page = await send('/api/docs');
    expect(page.text).toContain('swagger-ui');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect((await send('/api/docs/assets/swagger-ui.css')).status).toBe(200);
  });
});
