import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@liuliang/contract/client';
import { Jobs } from '../../platform/jobs';
import { Colleagues } from '../../testing/colleagues';
import { mustBring, ordersOf } from '../../testing/doors';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { BrandsService } from '../brands';
import { listFiles } from './entities';
import { ListWriter } from './writer';

const DAY_MS = 86_400_000;
const BUYERS = 1_203;
const mobile = (n: number): string => `139${String(n).padStart(8, '0')}`;

let http: TestHttp;
let colleagues: Colleagues;
let owner: Client;

const work = (name: string): Promise<string | null> => http.get(Jobs).runNow(name);
const write = () => work('list-files.write');
const kept = (): string[] => {
  const folder = join(http.platform.env.LIULIANG_DATA, 'list-files');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const HEADS = {
  ...{ customer: 'Customer', name: 'Nickname', layer: 'Layer', tier: 'Tier', joined: 'Joined' },
  ...{ orders: 'Orders', spent: 'Spent', points: 'Points', lastSeen: 'Last seen', firstSeen: 'First seen' },
};
type Filters = Record<string, string | number>;
const members = (filters: Filters = {}) => ({
  body: {
    ...{ list: 'customers', title: 'Members', language: 'en' as const, filters },
    columns: Object.entries(HEADS).map(([key, title]) => ({ key, title })),
  },
});
const ask = async (filters: Filters = {}) => must(await owner.fileList(members(filters)));
const at = (fileId: string) => ({ params: { fileId } });
const contentOf = async (fileId: string): Promise<string[]> => {
  const text = must(await owner.listFileContent(at(fileId)));
  return text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n');
};

beforeAll(async () => {
  http = await openTestHttp();
  await http
    .get(BrandsService)
    .addStores(http.brand.id, [{ code: 'sh', name: '上海静安', kind: 'direct', region: '华东' }]);
  await mustBring(http, http.brand, { orders: ordersOf('L', BUYERS, mobile) });
  colleagues = new Colleagues(http);
  await colleagues.hire('owner', 'owner');
  await colleagues.hire('other', 'operations');
});
// Sessions end while the clock passes.
beforeEach(async () => {
  owner = await colleagues.as('owner');
});
afterAll(() => http.close());

describe('a whole list as a file', () => {
  it('says everybody once, as the list does, in the zone of the brand', async () => {
    await http.join('lin', '13900009999');
    const asked = await ask();
    expect(asked).toMatchObject({ state: 'queued', rows: 0, keptUntilMs: null });
    expect(await owner.listFileContent(at(asked.fileId))).toMatchObject({ code: 'LIST_FILE_NOT_READY' });
    expect(await write()).toBe('1 written');
    const done = must(await owner.listFile(at(asked.fileId)));
    expect(done).toMatchObject({ state: 'done', rows: BUYERS + 1 });
    const [head, ...lines] = await contentOf(asked.fileId);
    expect(head).toBe(Object.values(HEADS).join(','));
    const page = must(await owner.customers({ body: { limit: 100, by: 'spent' } }));
    const ids = lines.map((line) => line.split(',')[0]);
    expect(new Set(ids).size).toBe(BUYERS + 1);
    for (const { customerId, spentFen } of page.items) {
      const line = lines.find((one) => one.startsWith(customerId)) ?? '';
      expect(line.split(',')[6]).toBe(String(spentFen / 100));
    }
    expect(lines.find((line) => line.includes('22.02'))).toContain('2026-11-10T12:00:00+08:00');
    expect(lines.join()).not.toContain('1390000');
  });

  it('holds those who pass the filters, in the columns that were chosen', async () => {
    const asked = must(
      await owner.fileList({
        body: {
          ...members({ spentFromFen: 2_200 }).body,
          columns: [
            { key: 'layer', title: '所在层', words: { R4: 'R4 成交' } },
            { key: 'spent', title: '=消费' },
          ],
        },
      }),
    );
    await write();
    const [head, ...lines] = await contentOf(asked.fileId);
    expect(head).toBe("所在层,'=消费");
    expect(lines.every((line) => line.startsWith('R4 成交,'))).toBe(true);
    expect(lines.map((line) => line.split(',')[1]).sort()).toEqual(['22', '22.01', '22.02']);
  });

  it('refuses filters that name nothing of the brand, and a fourth file at a time', async () => {
    const wrong: Filters[] = [{ store: 'nowhere' }, { search: 'lin' }, { of: 'nothing' }, { cursor: 'x' }];
    for (const filters of wrong) {
      expect(await owner.fileList(members(filters))).toMatchObject({ code: 'INPUT_INVALID' });
    }
    const columns = [{ key: 'mobile', title: 'Mobile' }];
    expect(await owner.fileList({ body: { ...members().body, columns } })).toMatchObject({
      data: { faults: [{ field: 'body.columns.0.key', fault: 'invalid_value' }] },
    });
    expect(await owner.fileList({ body: { ...members().body, list: 'secrets' } })).toMatchObject({
      data: { faults: [{ field: 'body.list', fault: 'invalid_value' }] },
    });
    const three = [await ask(), await ask(), await ask()];
    const other = await colleagues.as('other');
    const fourth = await owner.fileList(members());
    expect(fourth).toMatchObject({ code: 'LIST_FILES_WAITING' });
    expect(must(await other.fileList(members())).state).toBe('queued');
    for (const { fileId } of three) {
      expect(must(await owner.cancelListFile({ ...at(fileId), body: {} })).state).toBe('cancelled');
    }
    expect(await write()).toBe('1 written');
  });

  it('is its operator’s alone, in a file that nobody else can read, and each download is in the log', async () => {
    const { fileId } = await ask({ spentFromFen: 2_200 });
    await write();
    const other = await colleagues.as('other');
    expect(await other.listFile(at(fileId))).toMatchObject({ code: 'LIST_FILE_UNKNOWN' });
    expect(await other.listFileContent(at(fileId))).toMatchObject({ code: 'LIST_FILE_UNKNOWN' });
    const cancelled = await other.cancelListFile({ ...at(fileId), body: {} });
    expect(cancelled).toMatchObject({ code: 'LIST_FILE_UNKNOWN' });
    for (const name of kept()) {
      expect(statSync(join(http.platform.env.LIULIANG_DATA, 'list-files', name)).mode & 0o777).toBe(0o600);
    }
    await contentOf(fileId);
    const log = must(await owner.operatorActions({ query: { limit: 10 } })).items;
    expect(log.filter(({ action }) => action === 'list_file.downloaded')[0]).toMatchObject({
      subject: fileId,
    });
  });

  it('keeps to the stores of who asked, as the list does', async () => {
    const stores = await http.platform.db.read((reader) =>
      http.get(BrandsService).stores(reader, http.brand.id),
    );
    await colleagues.hire('shop', 'analyst', [stores.get('sh')?.id ?? 0]);
    const shop = await colleagues.as('shop');
    expect(must(await shop.customers({ body: {} })).total).toBe(0);
    const { fileId } = must(await shop.fileList(members()));
    await write();
    expect(must(await shop.listFile(at(fileId)))).toMatchObject({ state: 'done', rows: 0 });
  });
});

describe('who may have a file', () => {
  it('is whoever may read the list: when asking, when it is written, and when it is fetched', async () => {
    await colleagues.hire('reader', 'auditor');
    const reader = await colleagues.as('reader');
    const log = {
      body: {
        ...{ list: 'operatorActions', title: 'Log', language: 'en' as const, filters: {} },
        columns: [{ key: 'action', title: 'What', words: { 'list_file.asked': 'Exported a list' } }],
      },
    };
    expect(await (await colleagues.as('other')).fileList(log)).toMatchObject({ code: 'FORBIDDEN' });
    const written = must(await reader.fileList(log));
    await write();
    expect(must(await reader.listFileContent(at(written.fileId)))).toContain('Exported a list');
    const waiting = must(await reader.fileList(log));
    await colleagues.become('reader', 'operations');
    expect(await reader.listFileContent(at(written.fileId))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await write()).toBe('0 written');
    expect(must(await reader.listFile(at(waiting.fileId)))).toMatchObject({ state: 'failed', rows: 0 });
  });

  it('and nobody who was limited to fewer stores since', async () => {
    await colleagues.hire('wide', 'operations');
    const wide = await colleagues.as('wide');
    const { fileId } = must(await wide.fileList(members({ spentFromFen: 2_200 })));
    await write();
    expect(must(await wide.listFileContent(at(fileId)))).toContain('Customer');
    await colleagues.become('wide', 'operations', [1]);
    expect(await wide.listFileContent(at(fileId))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('while a name lies in no file, is gone with the person, and is forged by no other text', async () => {
    const zoe = await http.join('zoe', '13900008888');
    must(await zoe.client.setMyNickname({ body: { nickname: '=Zoë, the "first"' } }));
    const { fileId } = await ask({ member: 'yes' });
    await write();
    const customerId = zoe.home.member?.customerId ?? '';
    const lineOf = async () => (await contentOf(fileId)).find((line) => line.startsWith(customerId)) ?? '';
    expect(await lineOf()).toContain(`${customerId},"'=Zoë, the ""first""",`);
    const folder = join(http.platform.env.LIULIANG_DATA, 'list-files');
    for (const name of kept()) expect(readFileSync(join(folder, name), 'utf8')).not.toContain('Zoë');
    must(await zoe.client.eraseMe({ body: { confirm: 'ERASE' } }));
    expect(await lineOf()).toContain(`${customerId},,`);
  });
});

describe('a file whose worker dies', () => {
  it('is begun anew once its lease has lapsed, and what was left behind goes', async () => {
    const { fileId } = await ask({ spentFromFen: 2_200 });
    const id = http.platform.publicIds.decode('lfl', fileId) ?? 0;
    // As a worker leaves it that was killed in the middle: taken, begun, held for another minute.
    const held = {
      state: 'running' as const,
      fileName: `${id}.1.csv`,
      leaseUntilMs: http.clock.nowMs() + 60_000,
    };
    await http.platform.db.run('test.die', (tx) => listFiles.set(tx, http.brand.id, { id }, held));
    expect(await http.get(ListWriter).runDue()).toBe('0 written');
    http.clock.pass(60_001);
    expect(await http.get(ListWriter).runDue()).toBe('1 written');
    expect(await contentOf(fileId)).toHaveLength(4);
  });

  it('is gone after a week, and says so', async () => {
    const { fileId } = await ask({ spentFromFen: 2_200 });
    await write();
    http.clock.pass(7 * DAY_MS + 1);
    await work('list-files.sweep');
    owner = await colleagues.as('owner');
    expect(must(await owner.listFile(at(fileId)))).toMatchObject({ state: 'expired', keptUntilMs: null });
    expect(await owner.listFileContent(at(fileId))).toMatchObject({ code: 'LIST_FILE_NOT_READY' });
    expect(kept()).toEqual([]);
  });
});
