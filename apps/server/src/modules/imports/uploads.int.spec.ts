import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorsService } from '../identity';
import { Housekeeping } from '../../platform/housekeeping';
import { Jobs } from '../../platform/jobs';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { takeIn } from '../../testing/upload';
import { BackgroundImports, columnsOf } from '.';

let http: TestHttp;
let token: string;
let analyst: string;
beforeAll(async () => {
  http = await openTestHttp();
  token = await tokenOf('importer', 'operations');
  analyst = await tokenOf('reader', 'analyst');
});
afterAll(() => http.close());

const PASSWORD = 'a-long-enough-password';
const HEADER = columnsOf.events.join(',');
const line = (n: number): string => `e${n},pos_card,ann,product.viewed,2026-11-02,pos,,`;

async function tokenOf(login: string, role: string): Promise<string> {
  const brandId = http.brand.id;
  await http.get(OperatorsService).create({ brandId, login, displayName: login, password: PASSWORD, role });
  const session = await http.client().signInOperator({ body: { login, password: PASSWORD } });
  if (!session.ok) throw new Error(session.code);
  return session.value.accessToken;
}

async function upload(
  body: BodyInit,
  { as = token, kind = 'events', encoding = '', correct = false } = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  const told = `${encoding && `&encoding=${encoding}`}${correct ? '&correct=true' : ''}`;
  const answer = await fetch(
    `${http.url}/api/v1/operator/imports?kind=${kind}&fileName=november.csv${told}`,
    {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${as}` },
      body,
    },
  );
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

const status = async (importId: string): Promise<Record<string, unknown>> => {
  const found = await http.client(token).importStatus({ params: { importId } });
  if (!found.ok) throw new Error(found.code);
  return found.value;
};
const work = (): Promise<string> => http.get(BackgroundImports).runDue();
const taken = (json: Record<string, unknown>) => takeIn(http, token, String(json['importId']));
const waitingFiles = (): string[] => {
  const folder = join(http.platform.env.LIULIANG_DATA, 'imports');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('an uploaded file', () => {
  it('is imported in the background, and leaves counts, reasons and a report', async () => {
    const bad = ['e7,pos_card,ann,order.paid,2026-11-02,,,', '=cmd(),e8', line(1)];
    const { status: code, json } = await upload([HEADER, line(1), line(2), ...bad].join('\n'));
    expect([code, json]).toEqual([
      200,
      expect.objectContaining({ fileName: 'november.csv', operator: 'importer' }),
    ]);
    await taken(json);
    const importId = String(json['importId']);
    expect(await status(importId)).toMatchObject({
      ...{ state: 'done', lines: 5, accepted: 2, duplicate: 1, rejected: 2 },
      reasons: [
        { code: 'EVENT_TYPE_IS_ORDER', count: 1 },
        { code: 'LINE_MALFORMED', count: 1 },
      ],
    });
    expect(waitingFiles()).toEqual([]);
    const report = await fetch(`${http.url}/api/v1/operator/imports/${importId}/errors.csv`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(report.headers.get('content-disposition')).toContain(`${importId}-errors.csv`);
    const lines = (await report.text()).split('\r\n');
    expect(lines[1]).toMatch(/^4,EVENT_TYPE_IS_ORDER,type,.*,"e7,pos_card,ann,order.paid,2026-11-02,,,"$/);
    expect(lines[2]).toMatch(/^5,LINE_MALFORMED,,.*,"'=cmd\(\),e8"$/);
  });

  // What spreadsheets save: the same sheet in every encoding, with the marks, separators and blank lines of each.
  const sheet = (id: string, separator = ','): string =>
    [HEADER, '', `${id},pos_card,林夏,product.viewed,2026-11-02,pos,南京西路,口红`, ',,,,,,,', ' ']
      .map((text) => text.replaceAll(',', separator))
      .join('\r\n');
  const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  // "林夏", "南京西路" and "口红" in GB 18030.
  const gb = (id: string): Buffer =>
    Buffer.concat([
      Buffer.from(`${HEADER}\r\n${id},pos_card,`),
      Buffer.from('c1d6cfc4', 'hex'),
      Buffer.from(',product.viewed,2026-11-02,pos,'),
      Buffer.from('c4cfbea9cef7c2b7', 'hex'),
      Buffer.from(','),
      Buffer.from('bfdabaec', 'hex'),
      Buffer.from('\r\n'),
    ]);
  it.each([
    ['utf-8', 'utf-8', Buffer.from(sheet('s1'))],
    ['utf-8 with its mark', 'utf-8', Buffer.from(`\ufeff${sheet('s1')}`)],
    ['utf-16le with its mark and tabs', 'utf-16le', Buffer.from(`\ufeff${sheet('s1', '\t')}`, 'utf16le')],
    ['utf-16le', 'utf-16le', Buffer.from(sheet('s1'), 'utf16le')],
    ['utf-16be with its mark', 'utf-16be', swapped(`\ufeff${sheet('s1', ';')}`)],
    ['gb18030', 'gb18030', gb('s1')],
  ])('is read in %s, and is the same as in any other', async (name, encoding, bytes) => {
    const { json } = await upload(new Uint8Array(bytes));
    expect(json).toMatchObject({ encoding });
    await taken(json);
    const isFirst = name === 'utf-8';
    expect(await status(String(json['importId']))).toMatchObject({
      ...{ state: 'done', lines: 1, rejected: 0 },
      ...(isFirst ? { accepted: 1, duplicate: 0 } : { accepted: 0, duplicate: 1 }),
    });
  });

  it('is asked about when two encodings could be meant, and read as told', async () => {
    const mixed = new Uint8Array(Buffer.concat([gb('s2'), Buffer.from(sheet('s3').slice(HEADER.length))]));
    expect(await upload(mixed)).toMatchObject({ status: 422, json: { code: 'ENCODING_UNSURE' } });
    expect(waitingFiles()).toEqual([]);
    const { json } = await upload(mixed, { encoding: 'utf-8' });
    await taken(json);
    expect(await status(String(json['importId']))).toMatchObject({ accepted: 1, rejected: 1, lines: 2 });
  });

  it('corrects orders when its operator says so, who is audited by name', async () => {
    const file = (fen: number): string =>
      [columnsOf.orders.join(','), `c1,pos_card,ann,2026-11-02,${fen},pos,,`].join('\n');
    const ends: unknown[] = [];
    for (const [fen, correct] of [
      [500, false],
      [700, false],
      [700, true],
      [700, true],
    ] as const) {
      const { json } = await upload(file(fen), { kind: 'orders', correct });
      await taken(json);
      const { corrects, accepted, duplicate, reasons } = await status(String(json['importId']));
      ends.push([corrects, accepted, duplicate, reasons]);
    }
    expect(ends).toEqual([
      [false, 1, 0, []],
      [false, 0, 0, [{ code: 'ORDER_CONFLICT', count: 1 }]],
      [true, 1, 0, []],
      [true, 0, 1, []],
    ]);
    const audited = await http.platform.db.read((reader) =>
      reader.query<{ action: string; kind: string; name: string }>(
        `SELECT a.action, a.actor_kind AS kind, o.display_name AS name FROM audit_log a JOIN operator o ON o.id = a.actor_id
         WHERE a.brand_id = ? AND (a.action = 'order.corrected' OR a.detail LIKE '%corrects%')`,
        [http.brand.id],
      ),
    );
    const importer = { kind: 'operator', name: 'importer' };
    expect(audited.map(({ action }) => action).sort()).toEqual([
      'import.started',
      'import.started',
      'order.corrected',
    ]);
    expect(audited.every(({ kind, name }) => kind === importer.kind && name === importer.name)).toBe(true);
    expect(await upload(HEADER, { correct: true })).toMatchObject({
      status: 400,
      json: { code: 'INPUT_INVALID' },
    });
  });

  it.each(['checking', 'running'] as const)(
    'starts over after its worker died while it was %s, and counts once',
    async (state) => {
      const ids = state === 'checking' ? [11, 12] : [13, 14];
      const { json } = await upload([HEADER, line(ids[0] ?? 0), 'broken', line(ids[1] ?? 0)].join('\n'));
      const importId = String(json['importId']);
      const counts = { lines: 3, accepted: 2, duplicate: 0, rejected: 1 };
      if (state === 'running') {
        await work();
        const { fileHash } = must(await http.client(token).importPreview({ params: { importId } }));
        must(await http.client(token).confirmImport({ params: { importId }, body: { fileHash, codes: [] } }));
      }
      await http.platform.db.run('test.died', async (tx) => {
        await tx.exec(
          "UPDATE import_job SET state = ?, accepted = 9, lease_until_ms = ? WHERE state IN ('checking', 'queued')",
          [state, http.clock.nowMs() + 1_000],
        );
      });
      await work();
      expect(await status(importId)).toMatchObject({ state, accepted: 9 });
      http.clock.pass(1_000);
      await work();
      expect(await status(importId)).toMatchObject({
        state: state === 'checking' ? 'checked' : 'done',
        ...counts,
      });
      if (state === 'checking') await taken(json);
      expect(await status(importId)).toMatchObject({ state: 'done', ...counts });
    },
  );

  it('fails for good when its bytes are gone', async () => {
    const { json } = await upload(`${HEADER}\n${line(21)}\n`);
    rmSync(join(http.platform.env.LIULIANG_DATA, 'imports', waitingFiles()[0] as string));
    await work().catch(() => undefined);
    expect(await status(String(json['importId']))).toMatchObject({ state: 'failed', accepted: 0 });
  });

  it.each([
    ['another header', HEADER.replace('item', 'note'), 'HEADER_WRONG'],
    ['nothing at all', '', 'HEADER_WRONG'],
    ['no line end in the first 4 KB', 'x'.repeat(10_000), 'HEADER_WRONG'],
  ])('is refused with %s, and leaves nothing', async (_, body, code) => {
    expect(await upload(body)).toMatchObject({ status: 422, json: { code } });
    expect(waitingFiles()).toEqual([]);
  });

  it('is removed a day after its process died before anybody named it, and never while it waits', async () => {
    const { json } = await upload([HEADER, line(70)].join('\n'));
    const [waiting] = waitingFiles() as [string];
    const folder = join(http.platform.env.LIULIANG_DATA, 'imports');
    const hour = 3_600_000;
    const put = (name: string, ageMs: number): void => {
      const atSeconds = (http.clock.nowMs() - ageMs) / 1_000;
      if (name !== waiting) writeFileSync(join(folder, name), HEADER);
      utimesSync(join(folder, name), atSeconds, atSeconds);
    };
    put(waiting, 30 * hour);
    put('4711.csv', 25 * hour);
    put('4712.csv', 23 * hour);
    put('notes.txt', 25 * hour);
    expect(await http.get(Jobs).runNow('imports.sweep-uploads')).toBe('1 files');
    expect(waitingFiles().sort()).toEqual(['4712.csv', 'notes.txt', waiting].sort());
    expect(statSync(join(folder, waiting)).mode & 0o777).toBe(0o600);
    await taken(json);
    expect(await status(String(json['importId']))).toMatchObject({ state: 'done', accepted: 1 });
    for (const name of ['4712.csv', 'notes.txt']) rmSync(join(folder, name));
  });

  it('is the business of those who may import', async () => {
    expect(await upload(HEADER, { as: analyst })).toMatchObject({ status: 403, json: { code: 'FORBIDDEN' } });
    const unknown = { params: { importId: 'imp_0000000000000000000000' } };
    expect(await http.client(token).importStatus(unknown)).toMatchObject({ code: 'IMPORT_UNKNOWN' });
    expect(await http.client(token).importErrors(unknown)).toMatchObject({ code: 'IMPORT_UNKNOWN' });
  });

  it('leaves its refused lines sealed, and for thirty days', async () => {
    const kept = (): Promise<{ text: Buffer }[]> =>
      http.platform.db.read((reader) => reader.query<{ text: Buffer }>('SELECT text FROM import_line'));
    expect((await kept()).length).toBeGreaterThan(2);
    // Long enough that sealed bytes do not spell it by chance.
    expect((await kept()).filter(({ text }) => text.includes('pos_card'))).toEqual([]);
    http.clock.pass(31 * 86_400_000);
    await http.get(Housekeeping).sweep();
    expect(await kept()).toEqual([]);
    http.clock.pass(-31 * 86_400_000);
  });

  it('is listed, newest first', async () => {
    const listed = await http.client(token).imports();
    if (!listed.ok) throw new Error(listed.code);
    expect(listed.value.items.map((one) => one.state)).toEqual([
      'done',
      'failed',
      ...new Array<string>(14).fill('done'),
    ]);
  });
});
