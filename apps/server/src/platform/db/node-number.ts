import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { ANY_NODE, type Env } from '../env';

/** As many processes may use one database at the same time. */
export const NODES = 32;
const RETRY_MS = 500;
/** How long to wait for a process that is just stopping, as in a restart, to give its number back. */
const WAIT_MS = 10_000;
/** How long work that must be alone waits for the session of a killed process to end. */
const ALONE_WAIT_MS = 2_000;

/** A number from 0 to 31 that no other process on this database has while this one lives. */
export interface NodeNumber {
  /** Changes only when the database was away and another process was faster afterwards. */
  readonly value: number;
  release(): Promise<void>;
}

/**
 * Takes a node number, so that two processes can never make the same id (IDS-1): the api, the worker and somebody's
 * `cli import` run on one database at the same time. NODE_ID fixes the number; otherwise the first free one is taken.
 * The lock dies with the process: it belongs to a database session, or to an open file in the data folder.
 * @throws Error when the number, or every number, is in use
 */
export async function takeNodeNumber(env: Env, waitMs = WAIT_MS): Promise<NodeNumber> {
  const wanted = env.NODE_ID === ANY_NODE ? [...Array(NODES).keys()] : [env.NODE_ID];
  const take = env.DATABASE_URL
    ? () => takeSessionLock(env.DATABASE_URL as string, wanted)
    : () => takeFileLock(env.LIULIANG_DATA, wanted);
  for (let waitedMs = 0; waitedMs <= waitMs; waitedMs += RETRY_MS) {
    const taken = await take();
    if (taken) return taken;
    await pause(RETRY_MS);
  }
  throw new Error(
    wanted.length === 1
      ? `NODE_ID ${env.NODE_ID} is in use by another process on this database: their ids would collide.`
      : `All ${NODES} node numbers are in use on this database: stop a process first.`,
  );
}

/** An exclusive lock on a small file of its own, which the operating system drops with the process. */
async function takeFileLock(folder: string, wanted: readonly number[]): Promise<NodeNumber | null> {
  mkdirSync(folder, { recursive: true });
  for (const value of wanted) {
    const file = new Libsql(join(folder, `node-${value}.lock`));
    try {
      file.exec('BEGIN EXCLUSIVE');
      return { value, release: async () => void file.close() };
    } catch {
      // Held by another process: the next number may be free.
      file.close();
    }
  }
  return null;
}

/** A lock of a database session that does nothing else; when the session is lost, a number is taken again at once. */
async function takeSessionLock(url: string, wanted: readonly number[]): Promise<NodeNumber | null> {
  let isReleased = false;
  let connection = await connectBeside(url);
  let value = await firstFree(connection, url, wanted);
  if (value === null) {
    await connection.end();
    return null;
  }
  const retake = async (): Promise<void> => {
    for (let isTaken = false; !isTaken && !isReleased;) {
      await pause(RETRY_MS, undefined, { ref: false });
      try {
        connection = await connectBeside(url);
        const all = [value as number, ...Array(NODES).keys()];
        const next = await firstFree(connection, url, all);
        isTaken = next !== null;
        value = next ?? value;
        if (isTaken) watch();
        else await connection.end();
      } catch {
        // The database is still away, and so is everything that would need an id.
      }
    }
  };
  const watch = (): void => {
    connection.on('error', () => void retake());
  };
  watch();
  return {
    get value() {
      return value as number;
    },
    release: async () => {
      isReleased = true;
      await connection.end().catch(() => undefined);
    },
  };
}

/**
 * Takes every node number, so that no process is running on this database and none gets one until they are given back:
 * for work that must be alone.
 * @returns what gives them back; null when a process keeps one
 */
export async function takeEveryNodeNumber(
  env: Env,
  waitMs = ALONE_WAIT_MS,
): Promise<(() => Promise<void>) | null> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    const release = env.DATABASE_URL
      ? await takeEveryLock(env.DATABASE_URL)
      : await takeEveryFile(env.LIULIANG_DATA);
    if (release || waitedMs >= waitMs) return release;
    await pause(RETRY_MS);
  }
}

async function takeEveryLock(url: string): Promise<(() => Promise<void>) | null> {
  // Nothing else may be open yet: it has to keep the process alive.
  const connection = await connectForLock(url);
  // A lost connection is noticed by whoever needs the database next.
  connection.on('error', () => undefined);
  const release = (): Promise<void> => connection.end().catch(() => undefined);
  for (let node = 0; node < NODES; node += 1) {
    if ((await firstFree(connection, url, [node])) === node) continue;
    await release();
    return null;
  }
  return release;
}

async function takeEveryFile(folder: string): Promise<(() => Promise<void>) | null> {
  const taken: NodeNumber[] = [];
  const release = async (): Promise<void> => {
    for (const one of taken) await one.release();
  };
  for (let node = 0; node < NODES; node += 1) {
    const one = await takeFileLock(folder, [node]);
    if (one) taken.push(one);
  }
  if (taken.length === NODES) return release;
  await release();
  return null;
}

const connectForLock = (url: string): Promise<Connection> =>
  createConnection({ uri: url, keepAliveInitialDelay: 10_000 });

/** A lock beside other work, which must not keep a finished command alive. */
async function connectBeside(url: string): Promise<Connection> {
  const connection = await connectForLock(url);
  (connection as unknown as { connection: { stream: { unref(): void } } }).connection.stream.unref();
  return connection;
}

async function firstFree(
  connection: Connection,
  url: string,
  wanted: readonly number[],
): Promise<number | null> {
  // Locks of this kind are the whole server's, and their names end at 64 characters.
  const database = new URL(url).pathname.slice(1).slice(-48);
  for (const node of wanted) {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, 0) AS held', [
      `${database}.node.${node}`,
    ]);
    if (rows[0]?.['held'] === 1) return node;
  }
  return null;
}
