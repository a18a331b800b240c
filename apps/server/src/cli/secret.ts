import { existsSync } from 'node:fs';
import { isRandom } from '../platform/boot-check';
import { Database } from '../platform/db/database';
import { takeEveryNodeNumber } from '../platform/db/node-number';
import { databaseFileOf, readEnv, type Env } from '../platform/env';
import { rotateSecret, RowUnreadable, type Rotated } from '../platform/secret/rotation';
import { findSecrets, replaceSecretFile, SecretRefused, secretsOf, type Secrets } from '../platform/secrets';
import { schema } from '../areas';
import { wholeOf } from './arguments';
import { CommandError, type BareCommand, type BareContext } from './command';

const PAGE = 500;
const PAGE_MAX = 5_000;

export const secret: BareCommand = {
  name: 'secret',
  usage:
    'secret rotate [--page N]   change LIULIANG_SECRET to LIULIANG_SECRET_NEXT while nothing runs; again after a kill it goes on',
  async runBare({ words, options, say, answer }) {
    if (words.length !== 1 || words[0] !== 'rotate')
      throw new CommandError('INPUT_INVALID', 'There is one word after secret: rotate');
    const page = wholeOf(options, 'page', PAGE, 1, PAGE_MAX);
    const env = readEnv();
    const change = secretsIn(env);
    const rotated = await alone(env, (db) => rotate(db, change, { page, say }));
    // In embedded mode the secret is in a file of ours. Killed before this line, the next run only does this.
    const isInFile = env.LIULIANG_SECRET === undefined;
    if (isInFile) replaceSecretFile(env, change.nextHex);
    const lines = [
      rotated.outcome === 'done'
        ? `The database belongs to the new secret: ${rotated.rows} rows changed.`
        : 'The database belonged to the new secret already.',
      isInFile
        ? 'The new secret is in secret.key of the data folder. Unset LIULIANG_SECRET_NEXT.'
        : 'Set LIULIANG_SECRET to it for every process, and unset LIULIANG_SECRET_NEXT. Keep the old one with the backups that it belongs to.',
    ];
    answer(rotated, lines);
    return 0;
  },
};

interface Change {
  readonly from: Secrets;
  readonly to: Secrets;
  readonly nextHex: string;
}

/** Both secrets from the environment, never from the command line, which everybody on the machine can read. */
function secretsIn(env: Env): Change {
  const nextHex = env.LIULIANG_SECRET_NEXT;
  if (nextHex === undefined)
    throw new CommandError(
      'SECRET_NEXT_MISSING',
      'Set LIULIANG_SECRET_NEXT to the new secret: the output of `openssl rand -hex 32`',
    );
  if (!isRandom(nextHex))
    throw new CommandError(
      'SECRET_NEXT_WEAK',
      'LIULIANG_SECRET_NEXT is not random: use `openssl rand -hex 32`',
    );
  if (!env.DATABASE_URL && !existsSync(databaseFileOf(env)))
    throw new CommandError('DATABASE_MISSING', `There is no database in ${env.LIULIANG_DATA}`);
  const from = findSecrets(env);
  if (!from)
    throw new SecretRefused('SECRET_MISSING', 'The secret in force is missing: set LIULIANG_SECRET to it.');
  return { from, to: secretsOf(nextHex), nextHex };
}

/** While every node number is taken no process runs on the database, and none gets past its start. */
async function alone<T>(env: Env, work: (db: Database) => Promise<T>): Promise<T> {
  const release = await takeEveryNodeNumber(env);
  if (!release)
    throw new CommandError(
      'STILL_RUNNING',
      'A process runs on this database. Stop every api, worker and command first; nothing was changed.',
    );
  try {
    const db = await Database.open(env, schema);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  } finally {
    await release();
  }
}

async function rotate(
  db: Database,
  change: Change,
  options: { page: number; say: BareContext['say'] },
): Promise<Rotated> {
  if (await db.hasPendingMigrations())
    throw new CommandError('SCHEMA_BEHIND', 'Start this build once with the old secret first: it migrates.');
  try {
    return await rotateSecret(db, schema.secret, change, options);
  } catch (error) {
    if (!(error instanceof RowUnreadable)) throw error;
    throw new CommandError(
      'ROW_UNREADABLE',
      `${error.message}. It does not open under the secret in force; nothing was changed.`,
    );
  }
}
