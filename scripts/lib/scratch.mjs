/**
 * Where temporary servers and databases of a test run lie: in memory where the machine has room for them, so that a
 * commit waits for no disk. Every setting stays as in production, full durability included: what a suite proves about
 * processes that are killed holds, and only the disk's own time is spared. Measurements are taken by `cli bench`, which
 * goes where it is told.
 */
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
// A run fills less than half of it; containers often have 64 MB there, which would not do.
const ROOM_MIN_BYTES = 3 * 2 ** 30;

/** A new folder and how to remove it; it also goes when this process ends. */
export function scratchFolder(name) {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), `liuliang-${name}-`));
  const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.once('exit', clear);
  const remove = () => {
    process.off('exit', clear);
    clear();
  };
  return { folder, remove };
}

function hasRoom(folder) {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_MIN_BYTES;
  } catch {
    return false; // No such folder here.
  }
}
