/** Where things are, and the Node version that everything needs. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const CACHE = join(ROOT, '.cache');

/** A path inside the repository. */
export const at = (...parts) => join(ROOT, ...parts);

// The first Node 20 that can require() an ES module, which NestJS 12 needs.
const NODE_MIN = [20, 19];

/** Refuses an older Node with a sentence instead of a syntax error three levels down. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  const error = new Error(`Node ${NODE_MIN.join('.')} or newer is needed; this is ${process.versions.node}.`);
  error.advice = 'Install a current Node LTS release and run the same command again.';
  throw error;
}
