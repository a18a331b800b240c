import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../demo/story/chance';
import { cutSessions, holdFile } from './faults.queries';
import type { Mode, Place, Server } from './place';
import type { Service } from './services';

/** Something that goes wrong in a running place, and is right again when it resolves. */
export interface Fault {
  readonly name: string;
  readonly modes: readonly Mode[];
  /** @returns whether it was seen to happen: a kill of what had ended before is none */
  strike(place: Place, chance: Chance): Promise<boolean>;
}

/** How often a process is tried again that ended because what it stands on was not there yet. */
const START_TRIES = 20;
const EITHER: readonly Mode[] = ['embedded', 'server'];
const SERVER: readonly Mode[] = ['server'];

/** F1 to F13 and F19 of the table of faults; what it calls api and worker is one process in embedded mode. */
export const faults: readonly Fault[] = [
  fault('api-killed', EITHER, ({ apis }, chance) => killed(chance.pick(apis), chance)),
  fault('api-killed-twice', EITHER, ({ apis }, chance) => killedTwice(chance.pick(apis), chance)),
  fault('api-frozen', EITHER, ({ apis }, chance) => frozen(chance.pick(apis).pid, chance)),
  fault('api-restarted', EITHER, ({ apis }, chance) => restarted(chance.pick(apis))),
  fault('worker-killed', SERVER, ({ workers }, chance) => killed(chance.pick(workers), chance)),
  fault('worker-killed-twice', SERVER, ({ workers }, chance) => killedTwice(chance.pick(workers), chance)),
  fault('worker-frozen', SERVER, ({ workers }, chance) => frozen(chance.pick(workers).pid, chance)),
  fault('worker-restarted', SERVER, ({ workers }, chance) => restarted(chance.pick(workers))),
  fault('file-held', ['embedded'], ({ env }, chance) =>
    holdFile(join(env.LIULIANG_DATA, 'liuliang.sqlite'), chance.between([300, 3_000])),
  ),
  fault('database-killed', SERVER, ({ services }, chance) => broken(services?.database, chance)),
  fault('database-frozen', SERVER, ({ services }, chance) => frozen(services?.database.pid() ?? 0, chance)),
  fault('sessions-cut', SERVER, async ({ services }, chance) => {
    return (await cutSessions(services?.database.url ?? '', chance.between([200, 1_500]))) > 0;
  }),
  fault('redis-killed', SERVER, ({ services }, chance) => broken(services?.redis, chance)),
  fault('redis-frozen', SERVER, ({ services }, chance) => frozen(services?.redis.pid() ?? 0, chance)),
  fault('redis-emptied', SERVER, ({ services }) => emptied(services?.redis.url ?? '')),
  fault('redis-lost', SERVER, ({ services }, chance) =>
    broken(services?.redis, chance, ({ folder }) =>
      rmSync(join(folder, 'appendonlydir'), { recursive: true }),
    ),
  ),
  fault('all-killed', EITHER, allKilled),
];

function fault(name: string, modes: readonly Mode[], strike: Fault['strike']): Fault {
  return { name, modes, strike };
}

const awhile = (chance: Chance): Promise<void> => pause(chance.below(500));

async function killed(server: Server, chance: Chance): Promise<boolean> {
  const lived = await server.kill();
  await awhile(chance);
  await server.start(START_TRIES);
  return lived;
}

/** Killed again at some point of coming up, or shortly after. */
async function killedTwice(server: Server, chance: Chance): Promise<boolean> {
  const lived = await server.kill();
  const coming = server.start().catch(() => undefined);
  await pause(chance.below(2_500));
  const again = await server.kill();
  await coming;
  await server.start(START_TRIES);
  return lived && again;
}

async function restarted(server: Server): Promise<boolean> {
  await server.stop();
  await server.start(START_TRIES);
  return true;
}

/** Neither dead nor alive: its connections stay open, and nothing answers. */
async function frozen(pid: number, chance: Chance): Promise<boolean> {
  process.kill(pid, 'SIGSTOP');
  try {
    await pause(chance.between([300, 3_000]));
    return isStopped(pid);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

const isStopped = (pid: number): boolean => /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

/** A service dies, perhaps with what it kept, and comes back. */
async function broken(
  service: Service | undefined,
  chance: Chance,
  lose: (service: Service) => void = () => undefined,
): Promise<boolean> {
  if (!service) return false;
  await service.kill();
  lose(service);
  await pause(chance.between([0, 1_500]));
  await service.start();
  return true;
}

async function emptied(redisUrl: string): Promise<boolean> {
  const { createClient } = await import('redis');
  const redis = createClient({ url: redisUrl });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.flushAll()) === 'OK';
  } finally {
    redis.destroy();
  }
}

/** The machine loses its power. */
async function allKilled({ apis, workers, services }: Place, chance: Chance): Promise<boolean> {
  const servers = [...new Set([...apis, ...workers])];
  const lived = await Promise.all(servers.map((server) => server.kill()));
  await Promise.all([services?.database.kill(), services?.redis.kill()]);
  await awhile(chance);
  await Promise.all([services?.database.start(), services?.redis.start()]);
  for (const server of servers) await server.start(START_TRIES);
  return lived.every(Boolean);
}
