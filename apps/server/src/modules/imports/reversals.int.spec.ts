import { plainRules } from '@liuliang/domain';
import { Housekeeping } from '../../platform/housekeeping';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { takeIn } from '../../testing/upload';
import { EarningVersions } from '../earning';
import { OperatorsService } from '../identity';
import { AuditService } from '../ledger-audit';
import { importJobs } from './entities';
import { Reversals, ReversalLost } from './reversals';
import { BackgroundImports, columnsOf } from '.';

let http: TestHttp;
let token: string;
beforeAll(async () => {
  http = await openTestHttp(Date.parse('2026-06-01T10:00:00+08:00'));
  token = await tokenOf('importer');
  const service = http.get(EarningVersions).document;
  const author = { brandId: http.brand.id, operatorId: 1 };
  const content = plainRules({ points: 1, perFen: 100 });
  const draft = await service.saveDraft(author, { content, note: '', seenChangedAtMs: 0 });
  if (!draft.ok) throw new Error(draft.error.code);
  const published = await service.publishing.publish(author, draft.value.changedAtMs, null);
  if (!published.ok) throw new Error(published.error.code);
});
afterAll(() => http.close());

async function tokenOf(login: string): Promise<string> {
  const account = { login, password: 'a-long-enough-password' };
  const brandId = http.brand.id;
  await http.get(OperatorsService).create({ ...account, brandId, displayName: login, role: 'operations' });
  return must(await http.client().signInOperator({ body: account })).accessToken;
}

const order = (id: string, fen = 10_000): string => `${id},pos_card,p${id},2026-06-01,${fen},pos,,`;

/** @returns the import, taken in */
async function brought(
  kind: 'orders' | 'refunds' | 'events',
  lines: readonly string[],
  query = '',
): Promise<{ importId: string }> {
  const url = `${http.url}/api/v1/operator/imports?kind=${kind}&fileName=may.csv${query}`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    body: [columnsOf[kind].join(','), ...lines].join('\n'),
  });
  const { importId } = (await answer.json()) as { importId: string };
  await takeIn(http, token, importId);
  return { importId };
}

const work = (): Promise<string> => http.get(BackgroundImports).runDue();
const status = async (params: { importId: string }) =>
  must(await http.client(token).importStatus({ params }));
const reverse = (params: { importId: string }) => http.client(token).reverseImport({ params });
const rows = <R>(sql: string, values: readonly (string | number)[] = []): Promise<R[]> =>
  http.platform.db.read((reader) => reader.query<R>(sql, [http.brand.id, ...values]));
const orders = async (like: string) =>
  (
    await rows<{ k: Buffer; fen: number; refunded: number }>(
      `SELECT order_key AS k, amount_fen AS fen, refunded_fen AS refunded FROM sale_order
       WHERE brand_id = ? AND order_key LIKE ? ORDER BY order_key`,
      [like],
    )
  ).map(({ k, fen, refunded }) => [k.toString(), fen - refunded]);
const pointsOutstanding = async (): Promise<number> =>
  (
    await rows<{ sum: number }>(
      `SELECT CAST(COALESCE(SUM(balance), 0) AS SIGNED) AS sum FROM ledger_account
       WHERE brand_id = ? AND owner_kind = 'member' AND asset = 'points'`,
    )
  )[0]?.sum ?? 0;

describe('an import that is reversed', () => {
  it('refunds what is left of each order that it brought, and of no other', async () => {
    await brought('orders', [order('old')]);
    const before = await pointsOutstanding();
    const params = await brought('orders', [order('a1'), order('a2'), order('old'), order('a3'), 'broken']);
    await brought('refunds', ['r1,a2,2026-06-01,4000', 'r2,a3,2026-06-01,10000']);
    expect(await pointsOutstanding()).toBeGreaterThan(before);
    expect(await status(params)).toMatchObject({ accepted: 3, duplicate: 1, reversible: 3, reversal: null });
    must(await reverse(params));
    expect(await status(params)).toMatchObject({ state: 'reversing', reversible: 0 });
    await work();
    expect(await status(params)).toMatchObject({
      ...{ state: 'reversed', accepted: 3, reversible: 0 },
      reversal: { refunded: 2, nothingLeft: 1, operator: 'importer' },
    });
    expect(await orders('a%')).toEqual([
      ['a1', 0],
      ['a2', 0],
      ['a3', 0],
    ]);
    expect(await orders('old')).toEqual([['old', 10_000]]);
    await http.work();
    expect(await pointsOutstanding()).toBe(before);
    expect(await reverse(params)).toMatchObject({ code: 'IMPORT_NOT_REVERSIBLE' });
    const [audited] = await rows<{ detail: string }>(
      "SELECT detail FROM audit_log WHERE brand_id = ? AND action = 'import.reversed'",
    );
    expect(JSON.parse(audited?.detail ?? '{}')).toEqual({ orders: 3 });
  });

  it('goes on where its worker died, and refunds once', async () => {
    const lines = Array.from({ length: 620 }, (_, i) => order(`b${String(i).padStart(3, '0')}`, 100));
    const params = await brought('orders', lines);
    must(await reverse(params));
    // What a worker does that dies after its first step, with the lease in its hand.
    const id = http.platform.publicIds.decode('imp', params.importId) ?? 0;
    const row = await http.platform.db.read((reader) => importJobs.one(reader, http.brand.id, { id }));
    if (!row) throw new Error('The import is gone');
    const lease = { before: 0, next: http.clock.nowMs() + 60_000 };
    expect(await http.get(Reversals).step(http.brand, row, lease)).toBe('more');
    await expect(http.get(Reversals).step(http.brand, row, lease)).rejects.toThrow(ReversalLost);
    await work();
    expect(await status(params)).toMatchObject({ state: 'reversing', reversal: { refunded: 500 } });
    http.clock.pass(60_000);
    await work();
    expect(await status(params)).toMatchObject({
      state: 'reversed',
      reversal: { refunded: 620, nothingLeft: 0 },
    });
    const refunds = await rows<{ fen: number }>(
      "SELECT amount_fen AS fen FROM refund WHERE brand_id = ? AND refund_key LIKE 'reversal:%' AND amount_fen = 100",
    );
    expect(refunds).toHaveLength(620);
  });

  it('stops where it fails, holds up no other import, and can be asked for again', async () => {
    const params = await brought('orders', [order('h1'), order('h2')]);
    must(await reverse(params));
    const { source } = http.platform.db;
    await source.query('ALTER TABLE refund RENAME TO refund_away');
    await expect(work()).rejects.toThrow();
    await source.query('ALTER TABLE refund_away RENAME TO refund');
    expect(await status(params)).toMatchObject({ state: 'done', reversible: 2 });
    expect(await status(await brought('orders', [order('h3')]))).toMatchObject({
      state: 'done',
      accepted: 1,
    });
    must(await reverse(params));
    await work();
    expect(await status(params)).toMatchObject({ state: 'reversed', reversal: { refunded: 2 } });
  });

  it.each([
    ['it brought events', () => brought('events', ['e1,pos_card,pe1,store.visited,2026-06-01,pos,,'])],
    ['it corrects orders', () => brought('orders', [order('old', 9_000)], '&correct=true')],
    ['it brought nothing new', () => brought('orders', [order('a1')])],
  ])('is refused when %s', async (_, bring) => {
    const params = await bring();
    expect(await status(params)).toMatchObject({ state: 'done', reversible: 0 });
    expect(await reverse(params)).toMatchObject({ code: 'IMPORT_NOT_REVERSIBLE' });
    expect(await reverse({ importId: 'imp_0000000000000000000000' })).toMatchObject({
      code: 'IMPORT_UNKNOWN',
    });
  });

  it('is refused after thirty days', async () => {
    const params = await brought('orders', [order('c1')]);
    http.clock.pass(31 * 86_400_000);
    await http.get(Housekeeping).sweep();
    token = await tokenOf('later');
    expect(await reverse(params)).toMatchObject({ code: 'IMPORT_NOT_REVERSIBLE' });
    expect(await orders('c1')).toEqual([['c1', 10_000]]);
  });

  it('leaves books that prove themselves', async () => {
    const { checks } = await http.get(AuditService).run(null);
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
