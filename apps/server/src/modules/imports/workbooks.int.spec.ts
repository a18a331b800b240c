import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { CommandError } from '../../cli/command';
import { importFile } from '../../cli/import';
import { OperatorsService } from '../identity';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { contextOn } from '../../testing/typed-command';
import { takeIn } from '../../testing/upload';
import { sheetOf, workbookOf, zipOf, type MadeSheet, type RawCell } from '../../testing/workbooks';
import { columnsOf } from '.';

const PASSWORD = 'a-long-enough-password';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const [DATE, YUAN] = [1, 2];
const styles = [14, '"¥"#,##0.00'];
const header = columnsOf.orders.map((name) => (name === 'amount_fen' ? 'amount_yuan' : name));

let http: TestHttp;
let token: string;
const folder = mkdtempSync(join(tmpdir(), 'sheets-'));
beforeAll(async () => {
  http = await openTestHttp(Date.parse('2026-06-01T10:00:00+08:00'));
  const account = { login: 'sheets', password: PASSWORD };
  const shown = { brandId: http.brand.id, displayName: '导入员', role: 'operations' };
  await http.get(OperatorsService).create({ ...account, ...shown });
  token = must(await http.client().signInOperator({ body: account })).accessToken;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await http.close();
});

async function upload(bytes: Buffer, told: Record<string, string> = {}) {
  const query = new URLSearchParams({ kind: 'orders', fileName: '五月.xlsx', ...told });
  const answer = await fetch(`${http.url}/api/v1/operator/imports?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': XLSX, authorization: `Bearer ${token}` },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

async function broughtIn(bytes: Buffer, told?: Record<string, string>) {
  const { status, json } = await upload(bytes, told);
  expect([status, json]).toEqual([200, expect.objectContaining({ format: 'xlsx', state: 'checking' })]);
  const params = { importId: String(json['importId']) };
  await takeIn(http, token, params.importId);
  const job = must(await http.client(token).importStatus({ params }));
  return { job, report: must(await http.client(token).importErrors({ params })) };
}

const isProgress = (text: string): boolean => /^\d+ lines, \d+%$/.test(text);

type Counts = Readonly<Record<'accepted' | 'duplicate' | 'rejected' | 'lines', number>>;

/** `cli import`, whose answer is JSON, or the code with which it was refused. */
async function byCommand(
  bytes: Buffer,
  options: Record<string, string | boolean> = {},
  name = 'orders.xlsx',
) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const [said, asides]: [string[], string[]] = [[], []];
  const output = {
    write: (text: string) => void said.push(text),
    say: (text: string) => void (isProgress(text) || asides.push(text)),
  };
  const given = { brand: http.brand.code, json: true, ...options };
  const context = contextOn(http, ['orders', path], given, output);
  const refusal = await importFile.run(context).then(
    () => null,
    (error: unknown) => (error instanceof CommandError ? error.code : Promise.reject(error as Error)),
  );
  return refusal ?? { ...(JSON.parse(said.join('')) as Counts), asides };
}

const order = (
  id: string | number | RawCell,
  rest: Partial<Record<string, string | number | RawCell>> = {},
) => {
  const cells = {
    order_id: id,
    identity_kind: 'pos_card',
    identity: 'C0001',
    paid_at: { v: 46145, s: DATE },
  };
  const filled = { ...cells, amount_yuan: { v: 128.5, s: YUAN }, channel: 'pos', ...rest };
  return header.map((name) => (filled as Record<string, string | number | RawCell>)[name] ?? null);
};
const book = (sheet: MadeSheet, ...others: MadeSheet[]): Buffer =>
  workbookOf({ sheets: [sheet, ...others], styles });
const orders = (...rows: ReturnType<typeof order>[]): MadeSheet => sheetOf(header, ...rows);

describe('a workbook', () => {
  it('is taken in as the rows that its sheet shows, and its errors name sheet and cell', async () => {
    const sheet = orders(
      order(1001),
      order('00123', { identity_kind: 'mobile', identity: { v: '1.3800000001E10' }, store: '静安店' }),
      order({ v: '1.10105199001011E+17' }),
      order('bool', { amount_yuan: { t: 'b', v: 1 } }),
      order('na', { store: { t: 'e', v: '#N/A' } }),
      order('=1+1', { paid_at: 46145 }),
      order('evil', { channel: '=cmd()' }),
    );
    const { job, report } = await broughtIn(
      book({ ...sheet, hiddenRows: [2] }, { name: '说明', rows: [['如何填写']] }),
    );
    expect(job).toMatchObject({
      ...{ state: 'done', lines: 7, accepted: 2, rejected: 5, fileName: '五月.xlsx' },
      workbook: { sheet: '订单', unread: ['说明'], hiddenRows: 1 },
    });
    const lines = report.split('\r\n');
    expect(lines[0]).toContain('工作表 sheet,单元格 cell,原行 original line');
    expect(lines[1]).toMatch(
      /^4,NUMBER_COLLAPSED,order_id,.*,订单,A4,"1\.10105199001011E\+17,pos_card,C0001,2026-05-03,128\.5,pos,,"$/,
    );
    expect(lines[2]).toMatch(
      /^5,CELL_INVALID,amount_fen|^5,CELL_INVALID,amount_yuan,.*,订单,E5,"bool,.*TRUE/,
    );
    expect(lines[3]).toMatch(/^6,CELL_INVALID,store,.*,订单,G6,.*#N\/A/);
    expect(lines[4]).toMatch(/^7,INSTANT_INVALID,paid_at,.*,订单,D7,"'=1\+1,/);
    expect(lines[5]).toMatch(/^8,CHANNEL_UNKNOWN,channel,.*,订单,F8,/);
    const [row] = await http.platform.db.read((reader) =>
      reader.query<{ fen: number; paid: number }>(
        'SELECT amount_fen AS fen, paid_at_ms AS paid FROM sale_order WHERE order_key = ?',
        [Buffer.from('00123')],
      ),
    );
    expect(row).toEqual({ fen: 12850, paid: Date.parse('2026-05-03T00:00:00+08:00') });
    expect(readdirSync(join(http.platform.env.LIULIANG_DATA, 'imports'))).toEqual([]);
  });

  it('comes to the same as the same rows as CSV, by command too', async () => {
    const sheet = orders(order('same1'), order('same2', { amount_yuan: { v: 0.1 + 0.2 } }));
    expect(await byCommand(book(sheet))).toMatchObject({
      accepted: 2,
      rejected: 0,
      asides: ['reading the sheet 订单'],
    });
    const csv = [header, ['same1', 'pos_card', 'C0001', '2026-05-03', '128.5', 'pos', '', '']];
    const text = [...csv, ['same2', 'pos_card', 'C0001', '2026-05-03T00:00:00+08:00', '0.3', 'pos', '', '']];
    const bytes = Buffer.from(text.map((cells) => cells.join(',')).join('\n'));
    // What a file is called says nothing.
    expect(await byCommand(bytes, {}, 'really-csv.xlsx')).toMatchObject({ accepted: 0, duplicate: 2 });
    expect(await byCommand(book(sheet), {}, 'really-a-workbook.csv')).toMatchObject({
      accepted: 0,
      duplicate: 2,
    });
  });

  it('is read from the sheet that is asked for', async () => {
    const other = { ...orders(order('may')), name: '五月' };
    const both = book(sheetOf(['something else'], ['x']), other);
    expect((await upload(both)).json).toMatchObject({ code: 'HEADER_WRONG' });
    expect((await upload(both, { sheet: '六月' })).json).toMatchObject({ code: 'SHEET_UNKNOWN' });
    expect(await byCommand(both, { sheet: '五月' })).toMatchObject({
      accepted: 1,
      asides: ['reading the sheet 五月', 'not read, though they have rows: 订单'],
    });
    expect((await broughtIn(both, { sheet: '五月' })).job).toMatchObject({
      duplicate: 1,
      workbook: { sheet: '五月' },
    });
  });

  it('is read from the first sheet that is in sight and has rows', async () => {
    const { job } = await broughtIn(
      book({ name: '空', rows: [] }, { name: '草稿', rows: [['x']], isHidden: true }, orders(order('seen'))),
    );
    expect(job).toMatchObject({ accepted: 1, workbook: { sheet: '订单', unread: ['草稿'] } });
  });

  it('counts days from 1904 where it says so', async () => {
    const sheet = orders(order('old-mac', { paid_at: { v: 44683, s: DATE } }));
    await broughtIn(workbookOf({ sheets: [sheet], styles, isFrom1904: true }));
    const [row] = await http.platform.db.read((reader) =>
      reader.query('SELECT paid_at_ms AS paid FROM sale_order WHERE order_key = ?', [Buffer.from('old-mac')]),
    );
    expect(row).toEqual({ paid: Date.parse('2026-05-03T00:00:00+08:00') });
  });

  const sound = book(orders(order('x1')));
  it.each([
    ['with merged cells', book({ ...orders(order('m')), merged: ['A1:B1'] }), 'CELLS_MERGED'],
    ['with merged rows', book({ ...orders(order('m')), merged: ['G2:G3'] }), 'CELLS_MERGED'],
    ['cut off', sound.subarray(0, sound.length - 30), 'WORKBOOK_UNREADABLE'],
    [
      'with a password, or of the old format',
      Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex'),
      'WORKBOOK_UNREADABLE',
    ],
    ['that is another archive', zipOf({ 'a.txt': 'b' }), 'WORKBOOK_UNREADABLE'],
    ['without rows', book({ name: 'S', rows: [] }), 'HEADER_WRONG'],
    ['with another header', book(sheetOf(['订单号'], ['1'])), 'HEADER_WRONG'],
  ])('%s is refused by every door, and nothing of it stays', async (_, bytes, code) => {
    expect(await upload(bytes)).toMatchObject({ status: 422, json: { code } });
    expect(await byCommand(bytes)).toBe(code);
    expect(readdirSync(join(http.platform.env.LIULIANG_DATA, 'imports'))).toEqual([]);
  });

  it('that was merged beside its table, or above what is read, is taken in', async () => {
    const beside = { ...orders(order('m1')), merged: ['J1:K9'] };
    expect((await broughtIn(book(beside))).job).toMatchObject({ accepted: 1, rejected: 0 });
  });

  // Any cells under a sound header: each line is answered, in the file's own numbers, and nothing else happens.
  it('answers every line, whatever its cells hold', async () => {
    const cell = fc.oneof(
      fc.constantFrom<RawCell | string | null>(null, '', ' ', '2026-05-03', 'pos', '-', '1.2E+18'),
      fc.constantFrom<RawCell>(
        { t: 'b', v: 0 },
        { t: 'e', v: '#REF!' },
        { f: 'A1' },
        { v: -1, s: DATE },
        { v: 1e300 },
      ),
      fc.record({
        v: fc.double({ noNaN: true, noDefaultInfinity: true }),
        s: fc.constantFrom(0, DATE, YUAN, 77),
      }),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const answer = await byCommand(book(sheetOf(header, ...rows)));
        if (typeof answer === 'string') throw new Error(answer);
        const { accepted, duplicate, rejected, lines } = answer;
        expect(accepted + duplicate + rejected).toBe(lines);
        expect(lines).toBeLessThanOrEqual(rows.length);
      }),
      { numRuns: 40 },
    );
  });
});
