/** What the doors beside the API depend on in the environment: TLS in front, documents asked for, room on the disk. */
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { fail } from '@liuliang/domain';
import { openTestPlatform } from '../../testing/test-platform';
import { PlatformModule } from '../platform.module';
import { AUTHENTICATOR, createHttpApp, HttpModule } from '.';

const nobody = {
  bearer: async () => fail({ code: 'SESSION_EXPIRED' }),
  signature: async () => fail({ code: 'SIGNATURE_MISSING' }),
};

@Global()
@Module({ providers: [{ provide: AUTHENTICATOR, useValue: nobody }], exports: [AUTHENTICATOR] })
class BareModule {}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Asks a server with these variables for some addresses, and ends it. */
async function ask(more: Record<string, string>, urls: readonly string[]): Promise<Answer[]> {
  const test = await openTestPlatform({ more });
  const imports = [PlatformModule.of(test.platform), HttpModule];
  const module: DynamicModule = { module: BareModule, imports };
  const app = await createHttpApp(module, test.platform);
  const answers: Answer[] = [];
  for (const url of urls) {
    const { statusCode, headers, body } = await app.inject({ method: 'GET', url });
    answers.push({ status: statusCode, headers, text: body });
  }
  await app.close();
  await test.close();
  return answers;
}

const DOCS = ['/api/docs', '/api/openapi.json', '/api/docs/assets/swagger-ui.css'];
const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);

it('the API is described where it is asked for, and by the demo, alone', async () => {
  expect(statuses(await ask({}, DOCS))).toEqual([404, 404, 404]);
  expect(statuses(await ask({ DEMO: '1', API_DOCS: '0' }, DOCS))).toEqual([404, 404, 404]);
  expect(statuses(await ask({ API_DOCS: '1' }, DOCS))).toEqual([200, 200, 200]);
  expect(statuses(await ask({ DEMO: '1' }, DOCS))).toEqual([200, 200, 200]);
});

it('no page takes a script that is written into it', async () => {
  const [page, start] = await ask({ API_DOCS: '1' }, ['/api/docs', '/api/docs/start.js']);
  expect(page?.headers['content-security-policy']).toMatch(/script-src 'self';/);
  expect(page?.text).not.toMatch(/<script>/);
  expect(start?.text).toMatch(/^SwaggerUIBundle/);
});

it('browsers are told to insist on TLS where it is in front, and nowhere else', async () => {
  const [plain] = await ask({}, ['/healthz']);
  expect(plain?.headers['strict-transport-security']).toBeUndefined();
  const [behind] = await ask({ TLS: '1' }, ['/healthz']);
  expect(behind?.headers['strict-transport-security']).toBe('max-age=31536000');
});

it('a disk that is nearly full is missing: the embedded file needs it, a database server only for uploads', async () => {
  const [answer] = await ask({ DISK_FREE_MB: '1000000000' }, ['/readyz']);
  const { ok, engine, missing } = JSON.parse(answer?.text ?? '') as Record<string, unknown>;
  expect(missing).toContain('disk');
  expect([ok, answer?.status]).toEqual(engine === 'sqlite' ? [false, 503] : [true, 200]);
});
