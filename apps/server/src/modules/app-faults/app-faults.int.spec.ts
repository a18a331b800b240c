import type { Client } from '@liuliang/contract/client';
import { DAY_MS } from '@liuliang/domain';
import { BrandsService } from '../brands';
import { Jobs } from '../../platform/jobs';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';

type Report = NonNullable<Parameters<Client['reportAppFault']>[0]>['body'];

const fault = (change: Partial<Report> = {}): { readonly body: Report } => ({
  body: {
    brand: 'islet',
    kind: 'error',
    platform: 'ios',
    version: '0.1.0',
    page: 'packages/gifts/gift/index?id=gft_4WrAzwgGjwMxiOTC',
    message: "Cannot read property 'id' of undefined",
    ...change,
  },
});

describe('faults of the app', () => {
  let http: TestHttp;
  let auditor: Client;
  beforeEach(async () => {
    http = await openTestHttp(undefined, { PROXIES: '1' });
    auditor = await http.operator('auditor');
  });
  afterEach(() => http.close());

  /** A phone somewhere, signed in nowhere. */
  const phone = (address = '203.0.113.7') => http.client(undefined, { 'x-forwarded-for': address });
  const told = async (client: Client, change?: Partial<Report>) => {
    const answer = await client.reportAppFault(fault(change));
    return answer.ok ? 'counted' : answer.code;
  };
  const list = async () => must(await auditor.appFaults({ query: {} })).items;

  it('are one line for each kind and day, with how often and since when', async () => {
    for (const address of ['203.0.113.7', '203.0.113.8']) {
      expect(await told(phone(address))).toBe('counted');
      http.clock.pass(60_000);
    }
    await told(phone(), { platform: 'android' });
    const [android, ios] = await list();
    expect(android).toMatchObject({ platform: 'android', times: 1 });
    expect(ios).toMatchObject({ page: 'packages/gifts/gift/index', times: 2, message: fault().body.message });
    expect((ios?.lastSeenMs ?? 0) - (ios?.firstSeenMs ?? 0)).toBe(60_000);
    http.clock.pass(DAY_MS);
    auditor = http.client(must(await http.client().signInOperator({ body: ACCOUNT })).accessToken);
    await told(phone());
    expect((await list()).map(({ times }) => times)).toEqual([1, 1, 2]);
  });

  it('keep nothing about who met them', async () => {
    await told(phone(), {
      message: 'no 林夏 of 13900001234 with cus_4WrAzwgGjwMxiOTC',
      page: 'x/13900001234',
    });
    const [kept] = await list();
    expect(kept).toMatchObject({ message: 'no … of # with …', page: 'x/…' });
  });

  it('are heard less and less often from one address, and as before from others', async () => {
    const answers: string[] = [];
    for (let i = 0; i < 40; i += 1) answers.push(await told(phone()));
    expect(answers.filter((answer) => answer === 'counted')).toHaveLength(30);
    expect(answers.at(-1)).toBe('RATE_LIMITED');
    expect(await told(phone('203.0.113.9'))).toBe('counted');
  });

  it('of one day are two hundred kinds and their rest, however many are invented', async () => {
    const letters = 'abcdefghijklmnopqrst';
    for (const a of letters)
      for (const b of letters.slice(0, 11))
        await told(phone(`198.51.${a.charCodeAt(0)}.1`), { message: a + b });
    const seen = new Map<string, number>();
    let cursor: string | undefined;
    do {
      const page = must(await auditor.appFaults({ query: { limit: 100, ...(cursor ? { cursor } : {}) } }));
      for (const { message, times } of page.items) seen.set(message, times);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.size).toBe(201);
    expect(seen.get('…')).toBe(20);
  });

  it('of an unknown brand, of no kind, or too long are refused', async () => {
    expect(await told(phone(), { brand: 'nobody' })).toBe('BRAND_UNKNOWN');
    expect(await told(phone(), { version: '1 <script>' })).toBe('INPUT_INVALID');
    expect(await told(phone(), { message: 'x'.repeat(1_001) })).toBe('INPUT_INVALID');
    expect(await list()).toEqual([]);
  });

  it('are seen by the brand’s own operators alone who may look at the system', async () => {
    await told(phone());
    const operations = await http.operator('operations');
    expect(await operations.appFaults({ query: {} })).toMatchObject({ code: 'FORBIDDEN' });
    await http.get(BrandsService).create({ code: 'other', name: 'Other' });
    await told(phone(), { brand: 'other', message: 'theirs' });
    expect((await list()).map(({ message }) => message)).toEqual([fault().body.message]);
  });

  it('are forgotten when nobody met them for thirty days', async () => {
    await told(phone());
    http.clock.pass(29 * DAY_MS);
    expect(await http.get(Jobs).runNow('appFaults.forget')).toBe('0 forgotten');
    http.clock.pass(2 * DAY_MS);
    expect(await http.get(Jobs).runNow('appFaults.forget')).toBe('1 forgotten');
  });
});

const ACCOUNT = { login: 'auditor@test', password: 'a-long-enough-password' };
