import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Jobs } from '../../platform/jobs';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { allNew, takeIn } from '../../testing/upload';
import { GuideDirectory, BrandsService } from '../brands';
import { OperatorsService } from '../identity';
import { BackgroundImports, columnsOf } from '.';

let http: TestHttp;
let token: string;
beforeAll(async () => {
  http = await openTestHttp(Date.parse('2026-06-01T10:00:00+08:00'));
  token = await tokenOf('importer', 'operations');
  await http.get(BrandsService).addStores(http.brand.id, [
    { code: 'SH01', name: '静安店', kind: 'direct', region: '' },
    { code: 'SH02', name: '徐汇店', kind: 'direct', region: '' },
  ]);
  await http.platform.db.run('test.guide', (tx) =>
    http.get(GuideDirectory).put(tx, {
      ...{ id: tx.nextId(), brandId: http.brand.id, code: 'G7', name: '阿岚', storeId: 0, customerId: 0 },
    }),
  );
});
afterAll(() => http.close());

const HEADER = columnsOf.orders.join(',');
const order = (id: string, channel: string, store: string, guide = '', day = '2026-05-03'): string =>
  `${id},pos_card,${id},${day},1000,${channel},${store},${guide}`;
const files = (): string[] => {
  const folder = join(http.platform.env.LIULIANG_DATA, 'imports');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};
const work = (): Promise<string> => http.get(BackgroundImports).runDue();
const rows = <R>(sql: string): Promise<R[]> =>
  http.platform.db.read((reader) => reader.query<R>(sql, [http.brand.id]));
const count = async (table: string): Promise<number> =>
  (await rows<{ id: number }>(`SELECT brand_id AS id FROM ${table} WHERE brand_id = ?`)).length;
/** Whatever an import could leave behind. */
const traces = async (): Promise<number[]> => {
  const found: number[] = [];
  for (const table of ['sale_order', 'customer', 'store', 'channel', 'guide', 'ledger_transaction', 'event'])
    found.push(await count(table));
  return found;
};

async function tokenOf(login: string, role: string): Promise<string> {
  const password = 'a-long-enough-password';
  const brandId = http.brand.id;
  await http.get(OperatorsService).create({ brandId, login, displayName: login, password, role });
  return must(await http.client().signInOperator({ body: { login, password } })).accessToken;
}

async function upload(lines: readonly string[]): Promise<{ importId: string }> {
  const answer = await fetch(`${http.url}/api/v1/operator/imports?kind=orders&fileName=may.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    body: [HEADER, ...lines].join('\n'),
  });
  expect(answer.status).toBe(200);
  return { importId: ((await answer.json()) as { importId: string }).importId };
}

const preview = async (params: { importId: string }) =>
  must(await http.client(token).importPreview({ params }));
const status = async (params: { importId: string }) =>
  must(await http.client(token).importStatus({ params }));

/** What the orders of the brand say of where they were paid. */
const outlets = (): Promise<{ k: string; channel: string; store: string | null; guide: string | null }[]> =>
  rows(
    `SELECT CAST(o.order_key AS CHAR) AS k, CAST(c.code AS CHAR) AS channel, CAST(s.code AS CHAR) AS store,
       CAST(g.code AS CHAR) AS guide FROM sale_order o
     JOIN channel c ON c.brand_id = o.brand_id AND c.number = o.channel
     LEFT JOIN store s ON s.id = o.store_id LEFT JOIN guide g ON g.id = o.guide_id
     WHERE o.brand_id = ? ORDER BY o.order_key`,
  );

const may = [
  order('a1', 'pos', 'SH01', 'G7'),
  order('a2', 'pos', '静安店', '阿岚'),
  order('a3', '天猫', 'sh02'),
  order('a4', 'kiosk', 'SH99', 'G9'),
  order('a5', 'pos', 'SH77'),
  order('a6', 'pos', 'SH01', '', '2027-05-03'),
  order('a7', 'pos', '静安店').replace('1000', '-1000'),
];

describe('an uploaded file before anybody confirms it', () => {
  it('says what it would do, and posts nothing', async () => {
    const before = await traces();
    const params = await upload(may);
    expect(await status(params)).toMatchObject({ state: 'checking' });
    await work();
    expect(await status(params)).toMatchObject({
      ...{ state: 'checked', lines: 7, accepted: 1, duplicate: 0, rejected: 6, held: 4 },
    });
    const { problems, future, codes, codesBeyond, fileHash } = await preview(params);
    expect({ future, codesBeyond }).toEqual({ future: 1, codesBeyond: 0 });
    expect(problems.map(({ line, code, field, text }) => [line, code, field, text])).toEqual([
      [7, 'IN_THE_FUTURE', 'paid_at', may[5]],
      [8, 'AMOUNT_INVALID', 'amount_fen', may[6]],
    ]);
    expect(
      codes.map(({ thing, code, lines, firstLine, mayBeNew, offers }) => [
        ...[thing, code, lines, firstLine, mayBeNew],
        offers.map((offer) => offer.code),
      ]),
    ).toEqual([
      ['store', '静安店', 1, 3, true, ['SH01']],
      ['guide', '阿岚', 1, 3, true, ['G7']],
      ['channel', '天猫', 1, 4, false, ['tmall']],
      ['store', 'sh02', 1, 4, true, ['SH02']],
      ['channel', 'kiosk', 1, 5, true, []],
      ['store', 'SH99', 1, 5, true, []],
      ['guide', 'G9', 1, 5, true, []],
      ['store', 'SH77', 1, 6, true, []],
    ]);
    await work();
    expect(await traces()).toEqual(before);

    const client = http.client(token);
    const other = { fileHash: fileHash.replace(/./g, '0'), codes: [] };
    expect(await client.confirmImport({ params, body: other })).toMatchObject({ code: 'IMPORT_NOT_WAITING' });
    for (const answer of [
      { number: 1, meaning: 'as', as: 'SH98' },
      { number: 3, meaning: 'new' },
      { number: 99, meaning: 'refuse' },
    ] as const)
      expect(await client.confirmImport({ params, body: { fileHash, codes: [answer] } })).toMatchObject({
        code: 'IMPORT_CODE_UNKNOWN',
      });
    expect(await status(params)).toMatchObject({ state: 'checked' });
    must(await client.discardImport({ params }));
    expect(await status(params)).toMatchObject({ state: 'discarded' });
    expect(await client.confirmImport({ params, body: { fileHash, codes: [] } })).toMatchObject({
      code: 'IMPORT_NOT_WAITING',
    });
    expect(await client.discardImport({ params })).toMatchObject({ code: 'IMPORT_NOT_WAITING' });
    expect([files(), await traces()]).toEqual([[], before]);
  });

  it('is thrown away when nobody confirms it for a week', async () => {
    const params = await upload([order('b1', 'pos', '')]);
    await work();
    await http.get(Jobs).runNow('imports.sweep-uploads');
    expect(await status(params)).toMatchObject({ state: 'checked' });
    http.clock.pass(8 * 86_400_000);
    await http.get(Jobs).runNow('imports.sweep-uploads');
    http.clock.pass(-8 * 86_400_000);
    expect(await status(params)).toMatchObject({ state: 'discarded' });
    expect([files(), await count('sale_order')]).toEqual([[], 0]);
  });

  it('is the business of those who may import', async () => {
    const params = await upload([order('b1', 'pos', '')]);
    const reader = http.client(await tokenOf('reader', 'analyst'));
    const body = { fileHash: '0'.repeat(64), codes: [] };
    expect(await reader.importPreview({ params })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await reader.confirmImport({ params, body })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await reader.discardImport({ params })).toMatchObject({ code: 'FORBIDDEN' });
    const unknown = { importId: 'imp_0000000000000000000000' };
    expect(await http.client(token).importPreview({ params: unknown })).toMatchObject({
      code: 'IMPORT_UNKNOWN',
    });
    await work();
    must(await http.client(token).discardImport({ params }));
  });

  it('fails, and posts nothing, when other bytes lie there than were looked at', async () => {
    const before = await traces();
    const params = await upload([order('c1', 'pos', '')]);
    await work();
    appendFileSync(files()[0] ?? '', `\n${order('c2', 'pos', '')}`);
    const { fileHash } = await preview(params);
    must(await http.client(token).confirmImport({ params, body: { fileHash, codes: [] } }));
    await work();
    expect(await status(params)).toMatchObject({ state: 'failed', accepted: 0 });
    expect([files(), await traces()]).toEqual([[], before]);
  });
});

describe('a confirmed file', () => {
  /** 静安店 and 阿岚 are whom they are called, SH99 and its channel are new, SH77 was a slip, and G9 nobody answered. */
  const answered = ({ codes }: Parameters<typeof allNew>[0]) => {
    const numberOf = (text: string): number => codes.find(({ code }) => code === text)?.number ?? 0;
    return [
      { number: numberOf('静安店'), meaning: 'as', as: 'SH01' },
      { number: numberOf('阿岚'), meaning: 'as', as: 'G7' },
      { number: numberOf('天猫'), meaning: 'as', as: 'tmall' },
      { number: numberOf('sh02'), meaning: 'as', as: 'SH02' },
      { number: numberOf('kiosk'), meaning: 'new' },
      { number: numberOf('SH99'), meaning: 'new' },
      { number: numberOf('SH77'), meaning: 'refuse' },
    ].filter(({ number }) => number > 0) as ReturnType<typeof allNew>;
  };

  it('is posted by what was answered; what nobody confirmed is refused and made of nothing', async () => {
    const params = await upload(may);
    await takeIn(http, token, params.importId, answered);
    expect(await status(params)).toMatchObject({
      state: 'done',
      lines: 7,
      accepted: 3,
      rejected: 4,
      held: 2,
    });
    expect(await outlets()).toEqual([
      { k: 'a1', channel: 'pos', store: 'SH01', guide: 'G7' },
      { k: 'a2', channel: 'pos', store: 'SH01', guide: 'G7' },
      { k: 'a3', channel: 'tmall', store: 'SH02', guide: null },
    ]);
    expect(
      await rows("SELECT id FROM store WHERE brand_id = ? AND code IN ('SH77', 'SH99', '静安店')"),
    ).toEqual([]);
    const report = must(await http.client(token).importErrors({ params }));
    expect(report).toContain('5,CODE_UNCONFIRMED,guide');
    expect(report).toContain('6,CODE_UNCONFIRMED,store');
    const audited = await rows<{ action: string }>(
      "SELECT action FROM audit_log WHERE brand_id = ? AND action LIKE 'import.%' ORDER BY id DESC LIMIT 2",
    );
    expect(audited.map(({ action }) => action)).toEqual(['import.confirmed', 'import.started']);
  });

  it('is known again by what it said, whatever was answered', async () => {
    const params = await upload(may.slice(0, 3));
    const shown = await takeIn(http, token, params.importId, answered);
    expect(shown.codes).toHaveLength(4);
    expect(await status(params)).toMatchObject({ accepted: 0, duplicate: 3, rejected: 0 });
  });

  it('is judged as of the day on which it came', async () => {
    const params = await upload([order('d1', 'pos', '', '', '2026-06-03')]);
    await work();
    const { fileHash, future } = await preview(params);
    expect(future).toBe(1);
    http.clock.pass(2 * 86_400_000);
    token = await tokenOf('later', 'operations');
    must(await http.client(token).confirmImport({ params, body: { fileHash, codes: [] } }));
    await work();
    expect(await status(params)).toMatchObject({ state: 'done', accepted: 0, rejected: 1 });
  });
});
