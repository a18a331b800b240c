import { systemClock, type Clock } from './clock';
import { Database } from './db/database';
import type { Schema } from './db/connect';
import { closeDatabaseFile, makeFilesPrivately } from './data-files';
import type { Env } from './env';
import { IdSource, PublicIds } from './ids';
import { openLog, type Logger } from './log';
import { Metrics } from './metrics';
import { takeNodeNumber } from './db/node-number';
import { openSecrets, Secrets } from './secrets';

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
}

/** Opens the database and derives the keys; does not migrate. */
export async function openPlatform(
  env: Env,
  schema: Schema,
  options: { readonly clock?: Clock; readonly log?: Logger } = {},
): Promise<Platform> {
  makeFilesPrivately();
  closeDatabaseFile(env);
  const clock = options.clock ?? systemClock;
  const secrets = openSecrets(env);
  const log = options.log ?? openLog(env.LOG_LEVEL);
  const db = await Database.open(env, schema, clock);
  const metrics = new Metrics(() => db.statements);
  db.onRetry = (transaction) => metrics.transactionRetries.inc({ transaction });
  const node = await takeNodeNumber(env).catch(async (error: unknown) => {
    await db.close();
    throw error;
  });
  db.closeWith(() => node.release());
  const ids = (db.ids = new IdSource(clock, node));
  return {
    env: { ...env, NODE_ID: node.value },
    clock,
    secrets,
    log,
    metrics,
    db,
    ids,
    publicIds: new PublicIds(secrets.derive('public-ids', 16)),
  };
}
