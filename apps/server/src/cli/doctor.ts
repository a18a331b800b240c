import { accessSync, constants, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { appendTo } from '@liuliang/domain';
import { bootCheck, check, type Check } from '../platform/boot-check';
import { systemClock } from '../platform/clock';
import { Database } from '../platform/db/database';
import { freeMegabytes, standing } from '../platform/disk';
import { databaseFileOf, readEnv, type Env } from '../platform/env';
import { findSecrets } from '../platform/secrets';
import { backFromBefore, readRegister, registerFileOf } from '../modules/members';
import { schema } from '../areas';
import type { BareCommand } from './command';

const NODE_OLDEST = [20, 19] as const;
const FREE_MEGABYTES_MIN = 512;

/** Reads the environment; what is wrong with it is the first check, and the end of the others. */
function checkEnv(): { env: Env | null; checks: Check[] } {
  try {
    const env = readEnv();
    return { env, checks: [check('env', true, 'valid', 'valid', '')] };
  } catch (error) {
    const { message } = error as Error;
    return { env: null, checks: [check('env', false, message, 'valid', 'correct the variables named here')] };
  }
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > NODE_OLDEST[0] || (major === NODE_OLDEST[0] && minor >= NODE_OLDEST[1]);
  const need = `${NODE_OLDEST.join('.')} or newer`;
  return check('node', ok, process.versions.node, need, 'install a newer Node.js');
}

async function checkFolder(folder: string): Promise<Check[]> {
  const path = standing(folder);
  let isWritable = true;
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch {
    isWritable = false;
  }
  const free = await freeMegabytes(path);
  return [
    check('data.writable', isWritable, isWritable ? 'yes' : 'no', 'yes', `let this user write in ${path}`),
    check(
      'data.space',
      free >= FREE_MEGABYTES_MIN,
      `${free} MB free`,
      `${FREE_MEGABYTES_MIN} MB free`,
      `make room on the disk of ${path}`,
    ),
  ];
}

async function checkPort({ HOST, PORT }: Env): Promise<Check> {
  const isFree = await new Promise<boolean>((answer) => {
    const server = createServer()
      .once('error', () => answer(false))
      .listen(PORT, HOST, () => server.close(() => answer(true)));
  });
  const isOurs = !isFree && (await answersAsUs(`http://${HOST}:${PORT}/healthz`));
  return check(
    'port',
    isFree || isOurs,
    isFree ? `${PORT} is free` : isOurs ? `${PORT} is served by Liuliang` : `${PORT} is taken`,
    'free, or ours',
    'set PORT to another one, or stop what uses it',
  );
}

const answersAsUs = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (reply) => (await reply.text()) === '{"ok":true}',
    () => false,
  );

/** Whether everybody is erased whom the register names: a database that was restored has them back. */
async function checkErasures(env: Env, db: Database): Promise<Check[]> {
  const file = registerFileOf(env);
  const isThere = existsSync(file) && (await db.hasTable('customer'));
  if (!isThere) return [];
  try {
    const register = await readRegister(file);
    const { length } = await db.read((reader) => backFromBefore(reader, register));
    const found = length === 0 ? `all ${register.length}` : `${length} are not`;
    const fix = 'run `cli erasures apply` (docs/runbooks/restore-from-backup.md)';
    return [check('erasures.applied', length === 0, found, 'everybody of the register erased', fix)];
  } catch (error) {
    const { message } = error as Error;
    return [check('erasures.applied', false, message, 'a register', 'put back the file as it was written')];
  }
}

/** Everything that the boot check looks at, on the database that the environment names. */
async function checkSettings(env: Env): Promise<Check[]> {
  // Looking must not make the file: an embedded server makes it at its first start, and makes it right.
  if (!env.DATABASE_URL && !existsSync(databaseFileOf(env))) {
    return [check('db.reached', true, 'made at the first start', 'an answer', '')];
  }
  let db: Database;
  try {
    db = await Database.open(env, schema);
  } catch (error) {
    const { code = 'unknown', errno } = error as { code?: string; errno?: number };
    const found = errno ? `${code} (${errno})` : code;
    const fix = 'start the database, make the database that DATABASE_URL names, and check user and password';
    return [check('db.reached', false, found, 'an answer', fix)];
  }
  try {
    return [
      check('db.reached', true, 'yes', 'an answer', ''),
      ...(await bootCheck({ env, db, clock: systemClock, schema, secrets: findSecrets(env) })),
      ...(await checkErasures(env, db)),
    ];
  } finally {
    await db.close();
  }
}

export const doctor: BareCommand = {
  name: 'doctor',
  usage:
    'doctor   check the environment, the machine and the settings of database and Redis; exit 1 when one is wrong',
  async runBare({ answer }) {
    const { env, checks } = checkEnv();
    checks.unshift(checkNode());
    if (env) {
      appendTo(checks, await checkFolder(env.LIULIANG_DATA));
      checks.push(await checkPort(env));
      appendTo(checks, await checkSettings(env));
    }
    const ok = checks.every((one) => one.ok);
    const lines = checks.map(
      (one) =>
        `${one.ok ? 'ok   ' : 'WRONG'} ${one.id.padEnd(18)} ${one.found}${one.ok ? '' : `; need: ${one.need}. ${one.fix}`}`,
    );
    answer({ ok, checks }, [...lines, ok ? 'All is well.' : 'Something is wrong; see above.']);
    return ok ? 0 : 1;
  },
};
