import type { Database } from '../platform/db/database';

/**
 * Does `work` once, right before the next transaction of that name begins: between the guard of a request, which has
 * found out who is calling, and what the request writes. @throws when no such transaction came
 */
export async function between<T>(
  db: Database,
  transaction: string,
  work: () => Promise<unknown>,
  request: () => Promise<T>,
): Promise<T> {
  const run = db.run.bind(db);
  let hasWorked = false;
  db.run = async (name, inside) => {
    if (name === transaction && !hasWorked) {
      hasWorked = true;
      await work();
    }
    return run(name, inside);
  };
  try {
    const answer = await request();
    if (!hasWorked) throw new Error(`Nothing ran ${transaction}`);
    return answer;
  } finally {
    Reflect.deleteProperty(db, 'run');
  }
}
