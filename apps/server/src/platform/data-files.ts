import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './env';

/**
 * Whatever this process makes from now on is its owner's alone, files 0600 and folders 0700: the database file with what
 * SQLite writes beside it, locks, uploads, and what a later release adds.
 */
export function makeFilesPrivately(): void {
  process.umask(0o077);
}

/** Closes an embedded file that an earlier release made for everybody to read. Only the owner of a file may. */
export function closeDatabaseFile({ DATABASE_URL, LIULIANG_DATA }: Env): void {
  if (DATABASE_URL) return;
  for (const name of ['liuliang.sqlite', 'liuliang.sqlite-wal', 'liuliang.sqlite-shm']) {
    const path = join(LIULIANG_DATA, name);
    if (existsSync(path) && statSync(path).uid === process.getuid?.()) chmodSync(path, 0o600);
  }
}
