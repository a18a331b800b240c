import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { schema } from '../../areas';
import { runChild } from '../../testing/child';
import { bringPerson } from '../../testing/doors';
import { emptyDatabase, testEngine, type TestDatabase } from '../../testing/test-database';
import { openTestServer, type TestServer } from '../../testing/test-server';
import { BrandsService, type Brand } from '../../modules/brands';
import { bootCheck } from '../boot-check';
import { readEnv, type Env } from '../env';
import { openLog } from '../log';
import { migratePlatform, openPlatform, type Platform } from '../platform';
import { findSecrets, openSecrets } from '../secrets';
import { secretStates } from '../tables';

const OWN = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';
const OTHER = '1b0a9281706f5e4d3c2b1a09f8e7d6c5b4a392817060514233d7e8a9f0c1b6d5';

const log = openLog('silent');
const refused = (code: string) => expect.objectContaining({ code });

/** Opened as a process opens it at its start. */
async function start(env: Env): Promise<Platform> {
  const platform = await openPlatform(env, schema, { log });
  try {
    await migratePlatform(platform);
    return platform;
  } catch (error) {
    await platform.db.close();
    throw error;
  }
}

const marks = (platform: Platform) => platform.db.read((reader) => secretStates.select(reader, {}));

async function fits(platform: Platform, env: Env): Promise<boolean | undefined> {
  const checks = await bootCheck({ ...platform, env, secrets: findSecrets(env) });
  return checks.find(({ id }) => id === 'secret.fits')?.ok;
}

describe('a fresh database', () => {
  let database: TestDatabase;
  beforeEach(async () => (database = await emptyDatabase()));
  afterEach(() => database.drop());

  const envOf = (secret: string): Env => readEnv({ ...database.env, LIULIANG_SECRET: secret });

  it('belongs to the secret of its first start, and refuses any other without changing anything', async () => {
    const first = await start(envOf(OWN));
    const marked = await marks(first);
    expect(marked).toHaveLength(1);
    await expect(start(envOf(OTHER))).rejects.toEqual(refused('SECRET_MISMATCH'));
    expect(await marks(first)).toEqual(marked);
    expect([await fits(first, envOf(OWN)), await fits(first, envOf(OTHER))]).toEqual([true, false]);
    const again = await start(envOf(OWN));
    await again.db.close();
    await first.db.close();
  });

  it('belongs to one secret when two processes with two start at once', async () => {
    const both = await Promise.allSettled([start(envOf(OWN)), start(envOf(OTHER))]);
    const started = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const reasons = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(reasons).toEqual([refused('SECRET_MISMATCH')]);
    expect(await marks(started[0] as Platform)).toHaveLength(1);
    for (const one of started) await one.db.close();
  });

  it('ends the processes of a wrong secret with a code of its own, before they have done anything', async () => {
    const own = await start(envOf(OWN));
    const wrong = { ...database.env, LIULIANG_SECRET: OTHER, PORT: '0' };
    const server = await runChild('main', [], wrong);
    const command = await runChild('cli', ['init', '--brand', 'second'], wrong);
    for (const ended of [server, command]) {
      expect(ended).toMatchObject({ exit: 3, out: '' });
      expect(ended.err).toMatch(/^SECRET_MISMATCH: /m);
      expect(ended.err).not.toContain(OTHER);
    }
    expect(await own.db.read((reader) => reader.query('SELECT code FROM brand'))).toEqual([]);
    await own.db.close();
  });
});

describe('a database from before there was a fingerprint', () => {
  let server: TestServer;
  let brand: Brand;
  beforeEach(async () => {
    server = await openTestServer();
    brand = (await server.get(BrandsService).create({ code: 'old', name: 'Old' })) as Brand;
  });
  afterEach(() => server.close());

  it('is held against what it keeps encrypted, and marked by the secret that opens it', async () => {
    await bringPerson(server, brand, { kind: 'mobile', value: '+8613800001111' }, null);
    const wrong = { ...server.env, NODE_ID: -1, LIULIANG_SECRET: OTHER };
    expect(await fits(server.platform, wrong)).toBe(false);
    await expect(start(wrong)).rejects.toEqual(refused('SECRET_MISMATCH'));
    expect(await marks(server.platform)).toEqual([]);
    const right = await start({ ...server.env, NODE_ID: -1 });
    expect(await marks(right)).toHaveLength(1);
    await right.db.close();
    await expect(start(wrong)).rejects.toEqual(refused('SECRET_MISMATCH'));
  });

  it('is marked by whoever comes first while nothing in it is encrypted', async () => {
    const right = await start({ ...server.env, NODE_ID: -1 });
    await right.db.close();
    await expect(start({ ...server.env, NODE_ID: -1, LIULIANG_SECRET: OTHER })).rejects.toEqual(
      refused('SECRET_MISMATCH'),
    );
  });
});

if (testEngine === 'sqlite') {
  describe('the embedded mode', () => {
    it('makes no new secret beside a database whose own is gone', async () => {
      const database = await emptyDatabase();
      const env = readEnv(database.env);
      const file = join(env.LIULIANG_DATA, 'secret.key');
      const platform = await start(env);
      await platform.db.close();
      rmSync(file);
      await expect(start(env)).rejects.toEqual(refused('SECRET_MISSING'));
      expect(existsSync(file)).toBe(false);
      await database.drop();
    });

    it('makes one secret when two processes start at once', async () => {
      const database = await emptyDatabase();
      const env = readEnv(database.env);
      const [one, two] = [openSecrets(env), openSecrets(env)];
      expect(one.fingerprint()).toEqual(two.fingerprint());
      await database.drop();
    });
  });
}
