import { createServer, type AddressInfo } from 'node:net';
import { testEngine } from '../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform';
import { answerTo } from './context';
import { doctor } from './doctor';

interface Report {
  ok: boolean;
  checks: { id: string; ok: boolean; found: string; need: string; fix: string }[];
}

const STRONG = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';
const OTHER = '1b0a9281706f5e4d3c2b1a09f8e7d6c5b4a392817060514233d7e8a9f0c1b6d5';
const surroundings = { ...process.env };
let test: TestPlatform;

beforeAll(async () => {
  test = await openTestPlatform();
});

afterAll(() => test.close());

afterEach(() => {
  process.env = { ...surroundings };
});

/** The command as typed, on the test's database, with some variables changed. */
async function examine(change: Record<string, string | undefined> = {}): Promise<Report & { exit: number }> {
  const { LIULIANG_DATA, DATABASE_URL, REDIS_URL } = test.env;
  const env = { LIULIANG_DATA, DATABASE_URL, REDIS_URL, LIULIANG_SECRET: STRONG, PORT: '0', ...change };
  process.env = { PATH: surroundings['PATH'], ...JSON.parse(JSON.stringify(env)) } as NodeJS.ProcessEnv;
  let written = '';
  const answer = answerTo({ json: true }, { write: (text) => void (written += text) });
  const exit = await doctor.runBare({ words: [], options: { json: true }, answer, say: () => undefined });
  return { ...(JSON.parse(written) as Report), exit };
}

const wrong = (report: Report): string[] => report.checks.filter(({ ok }) => !ok).map(({ id }) => id);

describe('the doctor', () => {
  it('finds nothing wrong with the machine that the tests run on', async () => {
    const report = await examine();
    expect(wrong(report)).toEqual([]);
    expect([report.ok, report.exit]).toEqual([true, 0]);
    const ids = report.checks.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['node', 'env', 'data.space', 'port', 'db.reached', 'db.migrated']),
    );
  });

  it('says what is wrong with the environment, and does not go on guessing', async () => {
    const report = await examine({ PORT: 'http' });
    expect(wrong(report)).toEqual(['env']);
    expect(report.exit).toBe(1);
  });

  it('finds a port that somebody else has', async () => {
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const report = await examine({ PORT: String((other.address() as AddressInfo).port) });
    other.close();
    expect(wrong(report)).toEqual(['port']);
  });

  it('tells that the secret is not the one of the database', async () => {
    const more = { LIULIANG_SECRET: OTHER };
    const theirs = await openTestPlatform({ migrates: true, more });
    const { LIULIANG_DATA, DATABASE_URL } = theirs.env;
    const there = { LIULIANG_DATA, DATABASE_URL };
    expect(wrong(await examine({ ...there, LIULIANG_SECRET: OTHER }))).toEqual([]);
    const report = await examine(there);
    expect([wrong(report), report.exit]).toEqual([['secret.fits'], 1]);
    expect(JSON.stringify(report)).not.toContain(STRONG);
    await theirs.close();
  });

  it('tells a database that does not answer from everything else', async () => {
    const away = { DATABASE_URL: 'mysql://root@127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:1' };
    const report = await examine(away);
    expect(wrong(report)).toEqual(['db.reached']);
    expect(JSON.stringify(report)).not.toContain(STRONG);
  });

  it('names a Redis that is away, though a server starts without it', async () => {
    const report = await examine({ REDIS_URL: 'redis://127.0.0.1:1' });
    // An embedded server asks none.
    expect(wrong(report)).toEqual(testEngine === 'mariadb' ? ['redis.reached'] : []);
    expect(report.exit).toBe(testEngine === 'mariadb' ? 1 : 0);
  });

  it('makes nothing where nothing was started yet', async () => {
    const report = await examine({
      DATABASE_URL: undefined,
      REDIS_URL: undefined,
      LIULIANG_DATA: '/nowhere/yet',
    });
    expect(report.checks.find(({ id }) => id === 'db.reached')?.found).toBe('made at the first start');
  });
});
