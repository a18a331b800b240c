/**
 * `npm run build [-- node console h5 weapp] [--force]`: builds the parts that are stale (default: all four).
 * Each part's output is kept in `.cache/build/<part>.log`.
 */
import { PARTS, ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main, say } from './lib/log.mjs';
import { requireNode } from './lib/paths.mjs';

await main(async () => {
  requireNode();
  const args = process.argv.slice(2);
  const names = args.filter((arg) => !arg.startsWith('--'));
  const known = PARTS.map((part) => part.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new Error(`There is no part "${unknown}"; there are ${known.join(', ')}.`);
  await ensureInstalled();
  await ensureBuilt(names.length > 0 ? names : known, { force: args.includes('--force') });
  say('Everything is built.');
});
