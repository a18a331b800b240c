import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schema } from './areas';
import { commands } from './cli/commands';
import { doctor } from './cli/doctor';
import { AuditService } from './modules/ledger-audit';
import { ErasureService, MembershipService, registerFileOf } from './modules/members';
import { inSql } from './platform/db/columns';
import { insertRows, type Value } from './platform/db/statements';
import { Jobs } from './platform/jobs';
import { allConsents, bringPerson } from './testing/doors';
import { must, openTestHttp, type TestHttp } from './testing/test-http';
import { openTestServer, type TestServer } from './testing/test-server';
import { inDatabase, needle } from './testing/traces';
import { typed } from './testing/typed-command';

const LEAVER = '13900007781';
const STAYER = '13900007782';
const GUEST = '+8613900007784';
const SAID = '给爸爸的生日积分';

type Rows = Map<string, Record<string, Value>[]>;
type Server = Pick<TestServer, 'platform' | 'app' | 'get'>;

let http: TestHttp;
let backup: Rows;
let leaverId: number;
let stayerId: number;
let guestId: number;
const restored: TestServer[] = [];

beforeAll(async () => {
  http = await openTestHttp();
  const leaver = await http.join('leaver', LEAVER);
  const stayer = await http.join('stayer', STAYER);
  leaverId = idOf(leaver.home.member?.customerId);
  stayerId = idOf(stayer.home.member?.customerId);
  guestId = await bringPerson(http, http.brand, { kind: 'mobile', value: GUEST }, null);
  must(await leaver.client.trackMyEvents({ body: { events: [seen()] } }));
  await http.work();
  backup = await rowsOf(http);
  must(await leaver.client.eraseMe({ body: { confirm: 'ERASE' } }));
  await http.get(ErasureService).erase(http.brand, guestId);
  await keep(http);
});

afterAll(async () => {
  for (const server of restored) await server.close();
  await http.close();
});

const idOf = (publicId = ''): number => http.platform.publicIds.decode('cus', publicId) ?? 0;
const seen = () => ({ eventId: 'e1', type: 'product.viewed', occurredAtMs: http.clock.nowMs(), item: SAID });
const keep = ({ get }: Server): Promise<string | null> => get(Jobs).runNow('members.keep-register');
const needles = [needle('mobile', LEAVER), needle('item', SAID)];

async function rowsOf({ platform: { db } }: Server): Promise<Rows> {
  const rows: Rows = new Map();
  for (const { name } of schema.tables)
    rows.set(name, await db.read((reader) => reader.query<Record<string, Value>>(`SELECT * FROM ${name}`)));
  return rows;
}

/** A server on the database as it was when the backup was made, without the register unless it is put there. */
async function restore(isRegisterThere: boolean): Promise<TestServer> {
  const server = await openTestServer();
  server.clock.pass(86_400_000);
  restored.push(server);
  const { db } = server.platform;
  await db.run('test.restore', async (tx) => {
    for (const { name, definition } of schema.tables) {
      if (['secret_state', 'secret_kept_key', 'job_state'].includes(name)) continue;
      const columns = Object.keys(definition).map(inSql);
      const rows = (backup.get(name) ?? []).map((row) =>
        columns.map((column) => row[column.replaceAll('`', '')] as Value),
      );
      if (rows.length > 0) await insertRows(tx, name, columns, rows);
    }
  });
  if (isRegisterThere) copyFileSync(registerFileOf(http.platform.env), registerFileOf(server.platform.env));
  return server;
}

const identitiesOf = async ({ platform: { db } }: Server, id: number): Promise<number> =>
  (await db.read((reader) => reader.query('SELECT kind FROM customer_identity WHERE customer_id = ?', [id])))
    .length;

const idsIn = (file: string): number[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { customerId: number }).customerId);

/** What the doctor says of the register. */
async function examined({ platform: { env } }: Server) {
  const { LIULIANG_DATA, LIULIANG_SECRET, DATABASE_URL, REDIS_URL } = env;
  const surroundings = process.env;
  const changed = { LIULIANG_DATA, LIULIANG_SECRET, DATABASE_URL, REDIS_URL, PORT: '0' };
  process.env = JSON.parse(JSON.stringify(changed)) as NodeJS.ProcessEnv;
  let checks: { id: string; ok: boolean; found: string }[] = [];
  const answer = (value: unknown): void => void ({ checks } = value as { checks: typeof checks });
  await doctor.runBare({ words: [], options: {}, answer, say: () => undefined });
  process.env = surroundings;
  return checks.find(({ id }) => id === 'erasures.applied');
}

/** The command as typed; what it refuses is its end. */
async function erasures(server: Server, words: string[], options: Record<string, string | boolean>) {
  const command = commands.find(({ name }) => name === 'erasures');
  return typed(server, command, words, options).then(
    ({ said, exit }) => ({ said, end: exit as unknown }),
    (error: { code: unknown }) => ({ said: '', end: error.code }),
  );
}

describe('the register of erased persons', () => {
  it('has row ids alone, for its owner alone', () => {
    const file = registerFileOf(http.platform.env);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object))).toEqual([
      ['brandId', 'customerId', 'erasedAtMs'],
      ['brandId', 'customerId', 'erasedAtMs'],
    ]);
    expect(idsIn(file)).toEqual([leaverId, guestId]);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });

  it('erases again whoever a restore brought back, once, and nobody else', async () => {
    const server = await restore(true);
    expect(await inDatabase(server.platform, needles)).not.toEqual([]);
    expect(await identitiesOf(server, leaverId)).toBeGreaterThan(0);
    const stayers = await identitiesOf(server, stayerId);
    expect(await keep(server)).toBe('0 kept, 2 erased again');
    expect(await inDatabase(server.platform, needles)).toEqual([]);
    expect(await identitiesOf(server, leaverId)).toBe(0);
    expect(await identitiesOf(server, stayerId)).toBe(stayers);
    expect(await keep(server)).toBe('0 kept, 0 erased again');
    const { checks } = await server.get(AuditService).run(null);
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('does so by the command, from a file that was kept elsewhere', async () => {
    const server = await restore(false);
    const folder = mkdtempSync(join(tmpdir(), 'liuliang-register-'));
    const file = join(folder, 'kept.jsonl');
    const { said, end } = await erasures(http, ['list'], {});
    expect(end).toBe(0);
    writeFileSync(file, said);
    expect(await identitiesOf(server, leaverId)).toBeGreaterThan(0);
    copyFileSync(file, registerFileOf(server.platform.env));
    expect(await examined(server)).toMatchObject({ ok: false, found: '2 are not' });
    expect(await erasures(server, ['apply'], { file, json: true })).toMatchObject({
      end: 0,
      said: '{"register":2,"erased":2,"entangled":[]}\n',
    });
    expect(await identitiesOf(server, leaverId)).toBe(0);
    const again = await erasures(server, ['apply'], { file, again: true, json: true });
    expect([again.end, JSON.parse(again.said)]).toMatchObject([0, { erased: 2 }]);
    expect(await examined(server)).toMatchObject({ ok: true, found: 'all 2' });
    writeFileSync(registerFileOf(server.platform.env), 'nonsense\n');
    expect(await examined(server)).toMatchObject({ ok: false });
    writeFileSync(file, 'nonsense\n');
    expect((await erasures(server, ['apply'], { file })).end).toBe('INPUT_INVALID');
    rmSync(folder, { recursive: true });
  });

  it('is made anew from the database where it is lost, and a line that a crash tore is put right', async () => {
    const file = registerFileOf(http.platform.env);
    const whole = readFileSync(file, 'utf8');
    rmSync(file);
    expect(await keep(http)).toBe('2 kept, 0 erased again');
    expect(readFileSync(file, 'utf8')).toBe(whole);
    appendFileSync(file, whole.slice(0, 20));
    const { home } = await http.join('next', '13900007783');
    await http.get(ErasureService).erase(http.brand, idOf(home.member?.customerId));
    expect(await keep(http)).toBe('1 kept, 0 erased again');
    expect(idsIn(file)).toEqual([leaverId, guestId, idOf(home.member?.customerId)]);
  });

  it('leaves to a person who was merged in the backup with somebody who was never erased', async () => {
    const server = await restore(true);
    const membership = server.get(MembershipService);
    const { customerId } = await membership.signIn(http.brand, 'openid-of-another', null);
    const asked = { consents: allConsents(), verifiedMobile: GUEST, nickname: undefined, channel: 'pos' };
    expect(await membership.join(http.brand, customerId, asked)).toMatchObject({ ok: true });
    expect(await keep(server)).toBe('failed');
    const { said, end } = await erasures(server, ['apply'], { json: true });
    expect([end, JSON.parse(said)]).toMatchObject([1, { erased: 0, entangled: [guestId] }]);
    expect(await identitiesOf(server, guestId)).toBe(2);
  });
});
