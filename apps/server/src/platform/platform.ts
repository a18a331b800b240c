import { systemClock, type Clock } from './clock';
import { Database } from './db/database';
import type { Schema } from './db/connect';
import { closeDatabaseFile, makeFilesPrivately } from './data-files';
import type { Env } from './env';
import { IdSource, PublicIds } from './ids';
import { openLog, type Logger } from './log';
import { Metrics } from './metrics';
import { takeNodeNumber } from './db/node-number';
import { fitSecret, markSecret } from './secret/state';
import { openSecrets, PUBLIC_IDS, Secrets } from './secrets';

/** What every process of the product stands on, made once at its start. Closing the database closes all of it. */
export interface Platform {
  /** As read, with the node number that was taken. */
  readonly env: Env;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly db: Database;
  readonly schema: Schema;
}

/**
 * Opens the database and derives the keys; does not migrate, and changes nothing.
 * @throws SecretRefused when the database belongs to another secret
 */
export async function openPlatform(
  env: Env,
  schema: Schema,
  options: { readonly clock?: Clock; readonly log?: Logger } = {},
): Promise<Platform> {
  makeFilesPrivately();
  closeDatabaseFile(env);
  const clock = options.clock ?? systemClock;
  const own = openSecrets(env);
  const log = options.log ?? openLog(env.LOG_LEVEL);
  const db = await Database.open(env, schema, clock);
  const metrics = new Metrics(() => db.statements);
  db.onRetry = (transaction) => metrics.transactionRetries.inc({ transaction });
  try {
    await fitSecret(db, own, schema.secret.rows);
    const node = await takeNodeNumber(env);
    db.closeWith(() => node.release());
    const ids = (db.ids = new IdSource(clock, node));
    // Asked again: a rotation holds every node number, and may have ended while we waited for one.
    const secrets = await fitSecret(db, own, schema.secret.rows);
    return {
      env: { ...env, NODE_ID: node.value },
      clock,
      secrets,
      log,
      metrics,
      db,
      schema,
      ids,
      publicIds: new PublicIds(secrets.first(PUBLIC_IDS.purpose, PUBLIC_IDS.bytes)),
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

/**
 * Brings the schema up to date, and writes down which secret the database belongs to where nobody has yet.
 * @throws SecretRefused when another process was faster, with another secret
 */
export async function migratePlatform({ db, secrets, schema }: Platform): Promise<void> {
  await db.migrate();
  await markSecret(db, secrets, schema.secret.rows);
}
