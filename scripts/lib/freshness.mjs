/**
 * Is a built part still the product of its sources? Two questions, the cheap one first:
 *
 *   1. Is any input newer than the stamp? (a walk over names and times, a few milliseconds; a deleted file shows in
 *      the time of its folder)
 *   2. If so, do the inputs' contents still have the hash in the stamp? Then only times moved (a checkout, a copy),
 *      and the stamp is renewed.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { CACHE, ROOT, at } from './paths.mjs';

const IGNORED = new Set(['node_modules', 'dist', '.cache', 'coverage', '.swc']);
const TEST_FILE = /\.(int\.)?spec\.tsx?$/;

const envOf = ({ env = {} }) => JSON.stringify(env);
const stampOf = (part) => join(CACHE, 'build', `${part.name}.json`);

/** @param part with the settings that it is built under in `env`, which make it another part when they change */
export function isFresh(part) {
  const stamp = stampOf(part);
  if (!existsSync(stamp) || !part.outputs.every((file) => existsSync(at(file)))) return false;
  if ((JSON.parse(readFileSync(stamp, 'utf8')).env ?? '{}') !== envOf(part)) return false;
  const files = filesOf(part.inputs);
  if (files.newestMs <= statSync(stamp).mtimeMs) return true;
  if (hashOf(files.paths) !== JSON.parse(readFileSync(stamp, 'utf8')).hash) return false;
  markFresh(part, JSON.parse(readFileSync(stamp, 'utf8')).hash, Date.now());
  return true;
}

/** What the inputs are now; taken before a build, so that an edit made during it is seen as newer. */
export function inputsNow(part) {
  return { hash: hashOf(filesOf(part.inputs).paths), atMs: Date.now() };
}

export function markFresh(part, hash, atMs) {
  const stamp = stampOf(part);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ part: part.name, hash, env: envOf(part) }));
  utimesSync(stamp, atMs / 1000, atMs / 1000);
}

/** All input files below the given paths, sorted, with the newest modification time of files and folders. */
export function filesOf(inputs, root = ROOT) {
  const paths = [];
  let newestMs = 0;
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    newestMs = Math.max(newestMs, stat.mtimeMs);
    if (!stat.isDirectory()) paths.push(path);
    else
      for (const name of readdirSync(path))
        if (!IGNORED.has(name) && !TEST_FILE.test(name)) visit(join(path, name));
  };
  for (const input of inputs) visit(join(root, input));
  return { paths: paths.sort(), newestMs };
}

export function hashOf(paths, root = ROOT) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash.update(`${relative(root, path)}\0`).update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex');
}
