import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { routes, type Route, type RouteName } from '@liuliang/contract';
import { formatInstant } from '@liuliang/domain';
import type { Sandbox } from '@liuliang/sandbox';
import { parse } from 'csv-parse/sync';
import { AppModule } from './app.module';
import { areas } from './areas';
import { demoOperator } from './demo/cast';
import { payEnvOf } from './demo/open-demo';
import { seedDemo } from './demo/seed';
import { STORY_SEED } from './demo/story';
import { castSandbox } from './demo/wechat';
import type { FileCell } from './platform/areas';
import { harmless } from './platform/csv';
import { readEnv } from './platform/env';
import { createHttpApp } from './platform/http';
import { Jobs } from './platform/jobs';
import { openTestPlatform, type TestPlatform } from './testing/test-platform';

/** Every list that the contract has, through HTTP, over the demo's year: what it is asked for by whom. */
type Reader = 'operator' | 'member' | 'guide';
type Asked = {
  readonly by: Reader;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
};
type Found = Record<string, unknown>;

jest.setTimeout(240_000);

let test: TestPlatform;
let sandbox: Sandbox;
let app: NestFastifyApplication;
let url: string;
const tokens = new Map<Reader, string>();
let lists: Record<string, Asked>;

const isList = ({ query, body }: Route): boolean =>
  [query, body].some((part) => part && 'shape' in part && 'cursor' in (part.shape as object));
const listNames = (Object.keys(routes) as RouteName[]).filter((name) => isList(routes[name]));

async function call(
  route: Route,
  asked: Asked,
  more: Record<string, string> = {},
): Promise<{ status: number; json: Found }> {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => asked.params?.[name] ?? 'missing');
  const input = { ...asked.query, ...more };
  const isBody = route.method !== 'GET';
  const { limit, ...rest } = input;
  const body = JSON.stringify(limit === undefined ? rest : { ...rest, limit: Number(limit) });
  const answer = await fetch(`${url}/api/v1${path}${isBody ? '' : `?${new URLSearchParams(input)}`}`, {
    method: route.method,
    headers: {
      authorization: `Bearer ${tokens.get(asked.by) ?? ''}`,
      ...(isBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(isBody ? { body } : {}),
  });
  return { status: answer.status, json: (await answer.json()) as Found };
}

/** All of a list, in the largest pages there are. */
async function itemsOf(name: RouteName, asked: Asked): Promise<Found[]> {
  const items: Found[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { status, json } = await call(routes[name], asked, { limit: '100', ...(cursor ? { cursor } : {}) });
    if (status !== 200) throw new Error(`${name} was refused: ${JSON.stringify(json)}`);
    items.push(...(json['items'] as Found[]));
    cursor = json['nextCursor'] as string | null;
  }
  return items;
}

async function signIn(): Promise<void> {
  const post = async (path: string, body: object): Promise<string> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return String(((await answer.json()) as Found)['accessToken']);
  };
  const { login, password } = demoOperator;
  tokens.set('operator', await post(routes.signInOperator.path, { login, password }));
  for (const [reader, person] of [
    ['member', 'linxia'],
    ['guide', 'alan'],
  ] as const) {
    const { code } = sandbox.control.loginCode(person);
    tokens.set(reader, await post(routes.signInWithWechat.path, { brand: 'islet', code }));
  }
}

const readerOf = ({ access }: Route): Reader =>
  access === 'guide' ? 'guide' : access.startsWith('operator') ? 'operator' : 'member';

/** Lists that need to be asked for nothing, by whoever may read them: those of new areas are among them. */
const asTheyAre = (): Record<string, Asked> =>
  Object.fromEntries(
    listNames
      .filter((name) => !routes[name].path.includes(':'))
      .map((name) => [name, { by: readerOf(routes[name]) }]),
  );

/** What each list is asked for; ids come from the lists that lead there. */
async function table(): Promise<Record<string, Asked>> {
  const operator = { by: 'operator' } as const;
  const customerIds = (await itemsOf('customers', operator)).map((one) => String(one['customerId']));
  const customerId = customerIds[0] ?? '';
  let scanned = '';
  for (const id of customerIds) {
    const { status } = await call(routes.guideCustomer, { by: 'guide', params: { customerId: id } });
    if (status === 200) scanned = id;
  }
  const [account] = await itemsOf('ledgerAccounts', { ...operator, query: { owner: customerId } });
  const [statement] = await itemsOf('settlementStatements', { ...operator, query: { period: '2026-10' } });
  const party = statement?.['party'] as { kind: string; id: string };
  const guides = await call(routes.guides, operator);
  const [guide] = guides.json['items'] as { guideId: string }[];
  const bulk = await post(routes.prepareBulk.path, {
    key: 'lists',
    deed: { kind: 'bind', guideId: guide?.guideId, reason: 'to have a list' },
    people: { customerIds: customerIds.slice(0, 4) },
  });
  const actId = String(bulk.json['actId']);
  const days = { from: '2026-09-01', to: '2026-11-01' };
  return {
    ...asTheyAre(),
    bulkEntries: { ...operator, params: { actId } },
    customersBehind: { ...operator, query: days },
    customerTimeline: { ...operator, params: { customerId } },
    guideCustomerTimeline: { by: 'guide', params: { customerId: scanned } },
    guideStatementLines: { by: 'guide', params: { period: '2026-10' } },
    ledgerAccount: { ...operator, params: { accountId: String(account?.['id']) } },
    ledgerLots: { ...operator, query: { owner: customerId, ownerKind: 'member', asset: 'points' } },
    settlementLines: { ...operator, params: { period: '2026-10', partyKind: party.kind, partyId: party.id } },
    settlementStatements: { ...operator, query: { period: '2026-10' } },
  };
}

beforeAll(async () => {
  const wechat = { WECHAT_APPID: 'wxtest0000000000', WECHAT_SECRET: 'test-only' };
  sandbox = castSandbox(readEnv(wechat));
  const address = await sandbox.listen(0);
  const pay = payEnvOf(address, sandbox.merchant);
  test = await openTestPlatform({ more: { CHECK_REPLIES: '1', ...wechat, WECHAT_API: address, ...pay } });
  app = await createHttpApp(AppModule.of(test.platform), test.platform);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  const size = { seed: STORY_SEED, population: 30 };
  await seedDemo(app, { clock: test.clock, say: () => undefined, sandbox, size });
  const jobs = app.get(Jobs, { strict: false });
  // Two audits and two daily roots, so that these lists have a second page.
  for (const name of ['outbox.relay', 'touches.send', 'ledger.root', 'ledger.audit']) await jobs.runNow(name);
  test.clock.pass(86_400_000);
  for (const name of ['ledger.root', 'ledger.audit']) await jobs.runNow(name);
  await signIn();
  lists = await table();
});

afterAll(async () => {
  await app.close();
  await test.close();
  await sandbox.close();
});

const turned = listNames.filter((name) => {
  const { query, body } = routes[name] as Route;
  return [query, body].some((part) => part && 'shape' in part && 'sort' in (part.shape as object));
});

it.each(turned)('%s can be turned round, page by page', async (name) => {
  const asked = lists[name] as Asked;
  const oldest = { ...asked, query: { ...asked.query, sort: 'oldest' } };
  const newestFirst = await itemsOf(name, asked);
  expect(await itemsOf(name, oldest)).toEqual([...newestFirst].reverse());
  const { json } = await call(routes[name], oldest, { limit: '1' });
  const cursor = json['nextCursor'];
  if (typeof cursor !== 'string') return;
  const second = await call(routes[name], oldest, { limit: '1', cursor });
  expect(second.json['items']).toEqual(newestFirst.slice(-2, -1));
  expect((await call(routes[name], asked, { cursor })).status).toBe(400);
});

it('every list of the contract is asked here', () => {
  expect(Object.keys(lists).sort()).toEqual([...listNames].sort());
});

describe.each(listNames)('%s', (name) => {
  const route: Route = routes[name];
  const place = route.query ? 'query' : 'body';
  const faults = [{ field: `${place}.cursor`, fault: 'cursor' }];
  const refused = { status: 400, json: { code: 'INPUT_INVALID', data: { faults } } };
  const asked = (): Asked => lists[name] as Asked;

  it('refuses what is no cursor of it', async () => {
    const other = name === 'payouts' ? 'giftOrders' : 'payouts';
    const foreign = await call(routes[other], lists[other] as Asked, { limit: '1' });
    const cursors = ['x', '0', '1763800000000.1', String(foreign.json['nextCursor'] ?? 'AAAA')];
    for (const cursor of cursors) expect(await call(route, asked(), { cursor })).toMatchObject(refused);
  });

  it('shows each row once, in pages of one as in one page', async () => {
    const whole = await itemsOf(name, asked());
    const walked: Found[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 12; page += 1) {
      const { json } = await call(route, asked(), { limit: '1', ...(cursor === null ? {} : { cursor }) });
      walked.push(...(json['items'] as Found[]));
      cursor = json['nextCursor'] as string | null;
      if (cursor === null) break;
    }
    expect(walked).toEqual(whole.slice(0, walked.length));
    if (cursor === null) expect(walked).toHaveLength(whole.length);
  });

  it('takes no cursor along to another list of its kind', async () => {
    const { json } = await call(route, asked(), { limit: '1' });
    const cursor = json['nextCursor'];
    if (typeof cursor !== 'string') return;
    // The same route with another row in its path, or another filter, is another list.
    const [param] = Object.keys(asked().params ?? {}).filter((key) => key.endsWith('Id'));
    if (!param || param === 'partyId') return;
    const elsewhere = { ...asked(), params: { ...asked().params, [param]: 'cus_0000000000000000000000' } };
    expect(await call(route, elsewhere, { cursor })).toMatchObject(refused);
  });
});

const files = areas.flatMap((one) => one.files ?? []);

describe.each(files.map((one) => [one.list, one] as const))(
  '%s as a whole file',
  (list, { route, cells }) => {
    const name = listNames.find(
      (one) => routes[one].path === route.path && routes[one].method === route.method,
    );

    it('says what the pages say, in every column', async () => {
      const asked = lists[name ?? 'customers'] as Asked;
      const columns = Object.keys(cells).map((key) => ({ key, title: `of ${key}` }));
      const body = {
        list,
        title: list,
        language: 'en',
        columns,
        filters: { ...asked.params, ...asked.query },
      };
      const { json, status } = await post(routes.fileList.path, body);
      expect({ status, json }).toMatchObject({ status: 200, json: { state: 'queued' } });
      await app.get(Jobs, { strict: false }).runNow('list-files.write');
      // Read now: asking is in the log itself.
      const items = await itemsOf(name ?? 'customers', asked);
      const text = await download(String(json['fileId']));
      const [head, ...rows] = parse(text, { bom: true });
      expect(head).toEqual(columns.map(({ title }) => title));
      // The walk of a file may have an order of its own.
      const told = items.map((item) =>
        columns.map(({ key }) => toldAs(cells[key]?.(item as never, 'en') ?? null)),
      );
      const plain = rows.map((row) => row.map((cell, at) => (told[0]?.[at] === NAMED ? NAMED : cell)));
      const sorted = (of: readonly (readonly string[])[]) => of.map((row) => row.join('|')).sort();
      expect(sorted(plain)).toEqual(sorted(told));
      expect(rows.length).toBe(items.length);
    });
  },
);

const NAMED = 'a name, put in when it is fetched';

/** What a cell stands for in a file that was given no words. */
function toldAs(cell: FileCell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return formatInstant(cell.getTime(), 'Asia/Shanghai');
  if (typeof cell === 'object') return 'nameOf' in cell ? NAMED : cell.word;
  return typeof cell === 'number' ? String(cell) : harmless(cell);
}

async function post(path: string, body: object): Promise<{ status: number; json: Found }> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.get('operator') ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Found };
}

async function download(fileId: string): Promise<string> {
  const path = routes.listFileContent.path.replace(':fileId', fileId);
  const headers = { authorization: `Bearer ${tokens.get('operator') ?? ''}` };
  return (await fetch(`${url}/api/v1${path}`, { headers })).text();
}
