import { dayStartMs, parseDay } from '@liuliang/domain';
import { must, openTestHttp, type TestHttp } from '../../testing/test-http';
import { takeIn } from '../../testing/upload';
import { sheetOf, workbookOf } from '../../testing/workbooks';
import { OperatorsService } from '../identity';
import { BackgroundImports } from '../imports';
import { memberPoints, PointsReads } from '../ledger';
import { AuditService } from '../ledger-audit';
import { checkIdentity, CustomersService } from '../members';
import { balanceColumns } from '.';

const PASSWORD = 'a-long-enough-password';
let http: TestHttp;
let clerk: string;
let owner: string;
let other: string;
beforeAll(async () => {
  http = await openTestHttp(Date.parse('2026-06-01T10:00:00+08:00'));
  await hire('clerk', 'operations');
  await hire('other', 'operations');
  await hire('boss', 'owner');
  await signIn();
});
afterAll(() => http.close());

const accountOf = (login: string) => ({ login, password: PASSWORD });
async function hire(login: string, role: string): Promise<void> {
  const brandId = http.brand.id;
  await http.get(OperatorsService).create({ ...accountOf(login), brandId, displayName: login, role });
}
/** Sessions end while the clock passes. */
async function signIn(): Promise<void> {
  const tokenOf = async (login: string): Promise<string> =>
    must(await http.client().signInOperator({ body: accountOf(login) })).accessToken;
  [clerk, other, owner] = [await tokenOf('clerk'), await tokenOf('other'), await tokenOf('boss')];
}
async function pass(ms: number): Promise<void> {
  http.clock.pass(ms);
  await signIn();
}

const line = (id: string, who: string, points: number, until = '', asset = 'points'): string =>
  `${id},pos_card,${who},${asset},${points},${until}`;

async function upload(lines: readonly string[], as = clerk): Promise<{ importId: string }> {
  const answer = await fetch(`${http.url}/api/v1/operator/imports?kind=balances&fileName=old.csv`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${as}` },
    body: [balanceColumns.join(','), ...lines].join('\n'),
  });
  expect(answer.status).toBe(200);
  const { importId } = (await answer.json()) as { importId: string };
  await work();
  return { importId };
}
const work = (): Promise<string> => http.get(BackgroundImports).runDue();
const status = async (params: { importId: string }) =>
  must(await http.client(clerk).importStatus({ params }));
const preview = async (params: { importId: string }, as = clerk) =>
  must(await http.client(as).importPreview({ params }));
const waiting = async (as: string): Promise<readonly string[]> =>
  must(await http.client(as).waitingImports()).items.map(({ importId }) => importId);
async function confirm(params: { importId: string }, as = clerk) {
  const { fileHash } = await preview(params);
  return http.client(as).confirmImport({ params, body: { fileHash, codes: [] } });
}
async function brought(lines: readonly string[]): Promise<{ importId: string }> {
  const params = await upload(lines);
  must(await confirm(params, owner));
  await work();
  return params;
}
const reverse = (params: { importId: string }) => http.client(clerk).reverseImport({ params });

async function customer(card: string): Promise<number | null> {
  const identity = checkIdentity('pos_card', card);
  if (!identity.ok) throw new Error('no card');
  return http.platform.db.read((reader) =>
    http.get(CustomersService).find(reader, http.brand, identity.value),
  );
}
async function pointsOf(card: string): Promise<number> {
  const customerId = await customer(card);
  if (customerId === null) return 0;
  const held = memberPoints({ brandId: http.brand.id, customerId });
  const balance = await http.platform.db.read((reader) => http.get(PointsReads).balanceOf(reader, held));
  return balance.available;
}
/** Takes points by hand, as anything that uses them does. */
async function use(card: string, points: number): Promise<void> {
  const ownerId = http.platform.publicIds.encode('cus', (await customer(card)) ?? 0);
  const body = {
    key: `use-${card}`,
    ownerId,
    asset: 'points' as const,
    points: -points,
    expiresAtMs: null,
    reason: 'x',
  };
  must(await http.client(owner).requestAdjustment({ body }));
}
const provesItself = async () => {
  const { checks } = await http.get(AuditService).run(null);
  expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
};

describe('balances brought in the console', () => {
  it('show what they would come to, and post nothing before they are confirmed', async () => {
    await brought([line('k1', 'known', 40)]);
    const params = await upload([
      line('a1', 'ann', 300, '2027-03-31'),
      line('a2', 'ann', 50, '', 'growth'),
      line('a3', 'bob', 500),
      line('a4', 'known', 7),
      line('a5', 'late', 9, '2026-05-01'),
      line('a6', 'half', 1.5),
      line('k1', 'known', 40),
    ]);
    expect(await status(params)).toMatchObject({ state: 'checked', accepted: 4, duplicate: 1, rejected: 2 });
    expect(await preview(params)).toMatchObject({
      problems: [
        { line: 6, code: 'EXPIRY_PAST', field: 'expires_on' },
        { line: 7, code: 'LEDGER_AMOUNT_OUT_OF_RANGE', field: 'points' },
      ],
      codes: [],
      balances: {
        ...{ points: 807, growth: 50, persons: 3, unknown: 2, holding: 1 },
        ...{ largest: { points: 500, line: 4 }, needsSecond: false, mayConfirm: true },
      },
    });
    expect([await customer('ann'), await customer('bob'), await customer('late')]).toEqual([
      null,
      null,
      null,
    ]);
    must(await confirm(params));
    await work();
    expect(await status(params)).toMatchObject({
      ...{ state: 'done', accepted: 4, duplicate: 1, rejected: 2, reversible: 4 },
      moved: { balances: 0, first: [] },
    });
    expect([await pointsOf('ann'), await pointsOf('bob'), await pointsOf('known')]).toEqual([300, 500, 47]);
    const [lot] = await http.platform.db.read((reader) =>
      reader.query('SELECT expires_at_ms AS until FROM points_lot WHERE brand_id = ? AND amount = 300', [
        http.brand.id,
      ]),
    );
    expect(lot).toEqual({ until: dayStartMs((parseDay('2027-03-31') ?? 0) + 1, http.brand.timeZone) });
  });

  it('are posted once, however often their file comes and by whichever door, and name their import', async () => {
    const lines = [line('o1', 'once', 10), line('o2', 'once', 20)];
    const params = await brought(lines);
    await takeIn(http, owner, (await upload([...lines].reverse(), owner)).importId);
    expect(await pointsOf('once')).toBe(30);
    const book = workbookOf({ sheets: [sheetOf(balanceColumns, ...lines.map((one) => one.split(',')))] });
    const answer = await fetch(`${http.url}/api/v1/operator/imports?kind=balances&fileName=old.xlsx`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${owner}` },
      body: new Uint8Array(book),
    });
    const { importId } = (await answer.json()) as { importId: string };
    await takeIn(http, owner, importId);
    expect(await status({ importId })).toMatchObject({
      format: 'xlsx',
      accepted: 0,
      duplicate: 2,
      reversible: 0,
    });
    expect(await pointsOf('once')).toBe(30);
    const named = await http.platform.db.read((reader) =>
      reader.query<{ explanation: string }>(
        "SELECT explanation FROM ledger_transaction WHERE brand_id = ? AND kind = 'opening' AND explanation LIKE ?",
        [http.brand.id, `%${params.importId}%`],
      ),
    );
    expect(named).toHaveLength(2);
  });

  it('wait for a second person above the limit of the brand, in one file or in slices of it', async () => {
    const large = await upload([line('l1', 'large', 1_001)], other);
    expect((await preview(large, other)).balances).toMatchObject({ needsSecond: true, mayConfirm: false });
    expect((await preview(large, owner)).balances).toMatchObject({ needsSecond: true, mayConfirm: true });
    expect([await waiting(other), await waiting(clerk), await waiting(owner)]).toEqual([
      [],
      [],
      [large.importId],
    ]);
    expect(await confirm(large, other)).toMatchObject({ code: 'IMPORT_SECOND_PERSON' });
    expect(await confirm(large, clerk)).toMatchObject({ code: 'IMPORT_SECOND_PERSON' });
    expect(await status(large)).toMatchObject({ state: 'checked' });
    expect(await pointsOf('large')).toBe(0);
    must(await confirm(large, owner));
    expect(await waiting(owner)).toEqual([]);
    await work();
    expect(await pointsOf('large')).toBe(1_001);
    // An owner is no second person of a file of their own.
    const own = await upload([line('l2', 'large', 1_001)], owner);
    expect(await confirm(own, owner)).toMatchObject({ code: 'IMPORT_SECOND_PERSON' });
    expect(await waiting(owner)).toEqual([]);
    must(await http.client(owner).discardImport({ params: own }));
    const slices = [
      await upload([line('s1', 'sly', 600)], other),
      await upload([line('s2', 'sly', 600)], other),
    ];
    expect(await waiting(owner)).toEqual([]);
    must(await confirm(slices[0]!, other));
    // The second slice is too much only once the first is in.
    expect([await waiting(owner), await waiting(clerk)]).toEqual([[slices[1]!.importId], []]);
    expect(await confirm(slices[1]!, other)).toMatchObject({ code: 'IMPORT_SECOND_PERSON' });
    await pass(24 * 3_600_000 + 1);
    // What was let in alone a day ago no longer counts, so that nobody has to help.
    expect(await waiting(owner)).toEqual([]);
    must(await confirm(slices[1]!, other));
    await work();
    await work();
    expect(await pointsOf('sly')).toBe(1_200);
  });

  it('are taken back as one act while nobody used them, and may come again put right', async () => {
    const params = await brought([
      line('b1', 'ben', 100),
      line('b2', 'ben', 5, '', 'growth'),
      line('b3', 'cat', 7, '2027-01-31'),
    ]);
    await brought([line('b4', 'ben', 11)]);
    must(await reverse(params));
    await work();
    expect(await status(params)).toMatchObject({
      state: 'reversed',
      reversal: { refunded: 3, nothingLeft: 0, operator: 'clerk' },
    });
    expect([await pointsOf('ben'), await pointsOf('cat')]).toEqual([11, 0]);
    expect(await reverse(params)).toMatchObject({ code: 'IMPORT_NOT_REVERSIBLE' });
    await brought([line('b1', 'ben', 10), line('b3', 'cat', 7, '2027-01-31')]);
    expect([await pointsOf('ben'), await pointsOf('cat')]).toEqual([21, 7]);
    await provesItself();
  });

  it('are not taken back once somebody used some of them, and it is said who', async () => {
    const params = await brought([line('u1', 'uma', 100), line('u2', 'vic', 40)]);
    await use('uma', 30);
    expect(await status(params)).toMatchObject({
      reversible: 2,
      moved: { balances: 1, first: [{ points: 100, left: 70 }] },
    });
    expect(await reverse(params)).toMatchObject({ code: 'IMPORT_POINTS_MOVED', data: { balances: 1 } });
    expect([await pointsOf('uma'), await pointsOf('vic')]).toEqual([70, 40]);
  });

  it('used between the word and the deed are left, and the others taken back', async () => {
    const params = await brought([line('w1', 'wen', 100), line('w2', 'xia', 40)]);
    must(await reverse(params));
    await use('wen', 1);
    await work();
    expect(await status(params)).toMatchObject({
      ...{ state: 'reversed', reversal: { refunded: 1, nothingLeft: 1 } },
      moved: { balances: 1, first: [{ points: 100, left: 99 }] },
    });
    expect([await pointsOf('wen'), await pointsOf('xia')]).toEqual([99, 0]);
    await provesItself();
  });

  it('that expired meanwhile cost nobody other points', async () => {
    const params = await brought([line('x1', 'yan', 100, '2026-06-05')]);
    await brought([line('x2', 'yan', 60)]);
    await pass(10 * 24 * 3_600_000);
    expect(await reverse(params)).toMatchObject({ code: 'IMPORT_POINTS_MOVED', data: { balances: 1 } });
    expect(await pointsOf('yan')).toBe(60);
  });

  it('leave books that prove themselves', provesItself);
});
