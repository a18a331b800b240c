/**
 * Files as people's hands make them, each with what must come of it beside it. Every file goes through the command line,
 * the console's upload and, as rows, the signed API; the three must agree in every line and in what is there afterwards.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BrandsService, type Brand } from '../../apps/server/src/modules/brands';
import { OperatorsService } from '../../apps/server/src/modules/identity';
import { IngestService, type RawRow } from '../../apps/server/src/modules/imports';
import { memberPoints, PointsReads } from '../../apps/server/src/modules/ledger';
import { AuditService } from '../../apps/server/src/modules/ledger-audit';
import { checkIdentity, CustomersService } from '../../apps/server/src/modules/members';
import { WaitingRefunds, type WaitingRefund } from '../../apps/server/src/modules/orders';
import { must, openTestHttp, type TestHttp } from '../../apps/server/src/testing/test-http';
import { byApi, byCommand, byUpload, type Answer, type HandedIn, type Rejected } from './doors';

/** What stands beside each file. */
interface Expected extends Omit<HandedIn, 'path'> {
  /** What kind of file it is, in words. */
  readonly about: string;
  /** Why the signed API refuses what the file says, whole: a program that sends no text at all is not read further. */
  readonly api?: string;
  /** What was brought in before. */
  readonly before?: { readonly orders?: readonly RawRow[]; readonly refunds?: readonly RawRow[] };
  /** Why the file as a whole is refused; then nothing below is there. */
  readonly refused?: string;
  readonly accepted?: number;
  readonly duplicate?: number;
  readonly rejected?: readonly Rejected[];
  /** Amount and what was refunded, in fen, by order. */
  readonly orders?: Readonly<Record<string, readonly [number, number]>>;
  /** Refund, order and fen of those that wait. */
  readonly waiting?: readonly (readonly [string, string, number])[];
  /** Refunds that no longer fit their order. */
  readonly excess?: readonly string[];
  readonly events?: number;
  /** Points by identity. */
  readonly points?: Readonly<Record<string, number>>;
}

const files = readdirSync(__dirname)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => {
    const path = join(__dirname, name);
    const text = readFileSync(path.replace(/csv$/, 'expected.json'), 'utf8');
    return { name, path, expected: JSON.parse(text) as Expected };
  });
const told = files.map(({ name, path, expected }) => [name, expected.about, path, expected] as const);
const PASSWORD = 'a-long-enough-password';

let http: TestHttp;
let made = 0;
beforeAll(async () => {
  http = await openTestHttp(Date.parse('2026-06-01T10:00:00+08:00'));
});
afterAll(() => http.close());

async function newBrand({ before }: Expected): Promise<Brand> {
  const code = `files${(made += 1)}`;
  const brand = (await http.get(BrandsService).create({ code, name: code })) as Brand;
  await http.get(IngestService).ingest(brand, { events: [], orders: [], refunds: [], ...before });
  return brand;
}

/** Only who uploads signs in: a password takes its time. */
async function operatorOf({ id, code }: Brand): Promise<string> {
  const account = { login: `${code}@test`, password: PASSWORD };
  await http.get(OperatorsService).create({ ...account, brandId: id, displayName: code, role: 'operations' });
  return must(await http.client().signInOperator({ body: account })).accessToken;
}

const answerOf = ({ refused, accepted = 0, duplicate = 0, rejected = [] }: Expected): Answer =>
  refused === undefined ? { accepted, duplicate, rejected } : { refused };

/** What is there of a brand, as far as its expectation speaks of it. */
async function afterwards(brand: Brand, expected: Expected) {
  const rows = <R>(sql: string): Promise<R[]> =>
    http.platform.db.read((reader) => reader.query<R>(sql, [brand.id]));
  const orders = await rows<{ k: Buffer; fen: number; refunded: number }>(
    'SELECT order_key AS k, amount_fen AS fen, refunded_fen AS refunded FROM sale_order WHERE brand_id = ?',
  );
  const excess = await rows<{ k: Buffer }>(
    "SELECT refund_key AS k FROM refund WHERE brand_id = ? AND state = 'excess' ORDER BY refund_key",
  );
  const events = await rows('SELECT id FROM event WHERE brand_id = ?');
  const waiting: WaitingRefund[] = [];
  for await (const some of http.get(WaitingRefunds).all(brand.id)) waiting.push(...some);
  const points: Record<string, number> = {};
  for (const name of Object.keys(expected.points ?? {})) points[name] = await pointsOf(brand, name);
  return {
    orders: Object.fromEntries(orders.map(({ k, fen, refunded }) => [k.toString(), [fen, refunded]])),
    excess: excess.map(({ k }) => k.toString()),
    events: events.length,
    waiting: waiting.map(({ refundId, orderId, amountFen }) => [refundId, orderId, amountFen]),
    points,
  };
}

async function pointsOf(brand: Brand, name: string): Promise<number> {
  const [kind = '', value = ''] = name.split(/:(.*)/s);
  const identity = checkIdentity(kind, value);
  if (!identity.ok) throw new Error(`${name} is no identity`);
  return http.platform.db.read(async (reader) => {
    const customerId = await http.get(CustomersService).find(reader, brand, identity.value);
    if (customerId === null) throw new Error(`Nobody is known as ${name}`);
    const owner = memberPoints({ brandId: brand.id, customerId });
    return (await http.get(PointsReads).balanceOf(reader, owner)).available;
  });
}

it('there are files of every kind, each with its expectation', () => {
  expect(files.length).toBeGreaterThanOrEqual(34);
  expect(new Set(files.map(({ expected }) => expected.kind)).size).toBe(3);
});

describe.each(told)('%s: %s', (_name, _about, path, expected) => {
  const file: HandedIn = { ...expected, path };
  const afterExpected = {
    orders: expected.orders ?? {},
    excess: expected.excess ?? [],
    events: expected.events ?? 0,
    waiting: expected.waiting ?? [],
    points: expected.points ?? {},
  };

  it.each([
    ['command', (brand: Brand) => byCommand(http, brand, file)],
    ['upload', async (brand: Brand) => byUpload(http, await operatorOf(brand), file)],
  ] as const)('comes in by %s', async (_door, bring) => {
    const brand = await newBrand(expected);
    expect(await bring(brand)).toEqual(answerOf(expected));
    expect(await afterwards(brand, expected)).toEqual(afterExpected);
  });

  // Lines that are no records, and files that are none, cannot be said in JSON.
  const { rows = [], rejected = [] } = expected;
  if (rows.length > 0)
    it('comes in by signed API, as rows', async () => {
      const brand = await newBrand(expected);
      const sayable = rejected.filter(({ line }) => rows.some((row) => row.line === line));
      const answer = await byApi(http, brand, file);
      if (expected.api !== undefined) return expect(answer).toEqual({ refused: expected.api });
      expect(answer).toEqual({ ...answerOf(expected), rejected: sayable });
      expect(await afterwards(brand, expected)).toEqual(afterExpected);
    });
});

it('the books of all these brands prove themselves', async () => {
  const { checks } = await http.get(AuditService).run(null);
  expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
});
