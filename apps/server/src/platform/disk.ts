import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const MEGABYTE = 1024 * 1024;

/** The folder itself, or before the first start the nearest one above it, where it will be made. */
export function standing(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) ? path : standing(dirname(path));
}

/** Whole megabytes that this user may still write on the disk of a folder. */
export async function freeMegabytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(standing(folder));
  return Math.floor((bavail * bsize) / MEGABYTE);
}
