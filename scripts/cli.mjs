/**
 * `npm run -s cli -- <command> [--json]`: makes sure that the server part is built, then becomes its command line.
 * Standard output carries only the command's answer.
 */
import { at, requireNode } from './lib/paths.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/log.mjs';
import { becomeProgram } from './lib/run.mjs';

await main(async () => {
  requireNode();
  await ensureInstalled();
  await ensureBuilt(['node']);
  process.env.LIULIANG_DATA ||= at('.data');
  // npm moves to the root of the repository; file names on the command line mean the folder it was called from.
  if (process.env.npm_lifecycle_event === 'cli' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  becomeProgram(at('apps/server/dist/cli.js'), process.argv.slice(2));
});
