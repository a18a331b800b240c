/**
 * `npm run dev`: a day at work. Runs the server from its sources, with the WeChat sandbox and the demo brand, and
 * starts it again on save; beside it the console and the mini-program in the browser, which reload on save. Types are
 * not checked here.
 *
 *   npm run dev -- --mariadb          on a private MariaDB and Redis, empty at every start
 *   npm run dev -- --only server      some of server, console, h5
 *   npm run dev -- --inspect          the server listens for a debugger on port 9229
 *   npm run dev -- --reset            first removes the data, which is kept in .data/dev otherwise
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { openProgram } from './lib/dev/program.mjs';
import { watchSources } from './lib/dev/watch.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { bold, dim, green, main, red, say, yellow } from './lib/log.mjs';
import { at, requireNode } from './lib/paths.mjs';
import { tool } from './lib/run.mjs';
import { freePort, startServices } from './lib/services/index.mjs';

const COLORS = { server: green, console: yellow, h5: bold };
/** Who one can be: the server says it at each start, and it is worth saying last. */
const SIGN_IN = /^ {2}(Operator|Consumer|Guide) /;
/** Taro draws a bar that moves the cursor, which means nothing beside the lines of others. */
const PROGRESS = /█|\[2K/;

await main(async () => {
  requireNode();
  const args = process.argv.slice(2);
  await ensureInstalled();
  const data = process.env.LIULIANG_DATA || at('.data/dev');
  if (args.includes('--reset')) rmSync(data, { recursive: true, force: true });
  const names = args.includes('--only')
    ? (args[args.indexOf('--only') + 1] ?? '').split(',')
    : Object.keys(COLORS);
  const services = args.includes('--mariadb') ? await startServices() : undefined;
  const ports = { server: await portNear(3000), console: await portNear(5173), h5: await portNear(10086) };
  const env = { LIULIANG_DATA: data, DEMO: '1', PORT: String(ports.server), ...serverEnv(services) };
  const signIns = new Set();
  const programs = programsOf({ ports, env, inspect: args.includes('--inspect'), hear: heard(signIns) });
  const chosen = names.map((name) => {
    if (!programs[name])
      throw new Error(`There is no "${name}"; there are ${Object.keys(programs).join(', ')}.`);
    return programs[name];
  });
  const stopWatching = names.includes('server') ? restartOnSave(programs.server) : () => undefined;
  const stop = stopper([stopWatching, ...chosen.map((program) => program.stop), () => services?.stop()]);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
  try {
    // One after the other: the second and third only show what the first answers.
    for (const program of chosen) await program.start();
  } catch (error) {
    say(red(error.message));
    return void stop(1);
  }
  sayAddresses(names, ports, signIns);
});

function programsOf({ ports, env, inspect, hear }) {
  const api = `http://127.0.0.1:${ports.server}`;
  return {
    server: openProgram({
      name: 'server',
      args: [
        ...(inspect ? ['--inspect'] : []),
        '--require',
        at('scripts/lib/dev/sources.cjs'),
        at('apps/server/src/main.ts'),
      ],
      env,
      ready: /is ready at/,
      say: hear,
    }),
    console: openProgram({
      name: 'console',
      args: [
        tool('vite', 'vite', at('apps/console')),
        '--port',
        String(ports.console),
        '--strictPort',
        '--clearScreen',
        'false',
      ],
      cwd: at('apps/console'),
      env: { LIULIANG_API: api },
      ready: /Local:/,
      say: hear,
    }),
    h5: openProgram({
      name: 'h5',
      args: [tool('@tarojs/cli', 'taro', at('apps/miniprogram')), 'build', '--type', 'h5', '--watch'],
      cwd: at('apps/miniprogram'),
      env: { LIULIANG_API: api, TARO_DEV_PORT: String(ports.h5), NODE_ENV: 'development', CI: '1' },
      ready: /compiled (successfully|with)/,
      say: hear,
    }),
  };
}

/** A server on databases that are empty at every start needs a secret, and no better one than that. */
function serverEnv(services) {
  return services
    ? { ...services.env, LIULIANG_SECRET: randomBytes(32).toString('hex') }
    : { DATABASE_URL: '', REDIS_URL: '' };
}

function heard(signIns) {
  return (name, line) => {
    if (SIGN_IN.test(line)) signIns.add(line);
    else if (line.trim() && !PROGRESS.test(line)) say(`${COLORS[name](name.padEnd(8))}${dim('│')} ${line}`);
  };
}

function restartOnSave(server) {
  let restarts = Promise.resolve();
  return watchSources([at('apps/server/src'), at('libs'), at('sandbox/src')], (file) => {
    restarts = restarts.then(async () => {
      say(dim(`\n${file.slice(at().length + 1)} was saved`));
      // A mistake is told by the server itself; the next save tries again.
      await server.restart().catch((error) => say(red(error.message)));
    });
  });
}

function stopper(steps) {
  let stopping;
  return (code) => {
    stopping ??= (async () => {
      for (const step of steps) await step();
      process.exit(code);
    })();
    return stopping;
  };
}

function portNear(port) {
  return freePort(port).catch(() => freePort());
}

function sayAddresses(names, ports, signIns) {
  const addresses = {
    server: `  API            http://localhost:${ports.server}/api/docs`,
    console: `  Console        http://localhost:${ports.console}/console/`,
    h5: `  Mini-program   http://localhost:${ports.h5}/app/`,
  };
  say(
    [
      '',
      ...names.map((name) => addresses[name]),
      '',
      ...signIns,
      '',
      dim('  Ctrl-C stops everything.'),
      '',
    ].join('\n'),
  );
}
