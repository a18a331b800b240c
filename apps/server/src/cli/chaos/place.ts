import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readEnv, type Env } from '../../platform/env';
import { launchServerProcess, type LaunchedProcess } from '../bench/http-server';
import { startServices, type Services } from './services';

export type Mode = 'embedded' | 'server';

/** A process of the product, which is started again after it ended, as whoever runs servers does. */
export class Server {
  private running: LaunchedProcess | null = null;
  private served = new URL('http://127.0.0.1:9');

  constructor(
    readonly role: Env['ROLE'],
    private readonly env: Env,
    private readonly logTo: string,
  ) {}

  /** Where it serves, or did last: whoever asks while it is away gets no answer. */
  get url(): URL {
    return this.served;
  }

  get pid(): number {
    return this.running?.pid ?? 0;
  }

  /** Starts it; as often as it takes when what it stands on is not there yet. */
  async start(tries = 1): Promise<void> {
    for (let left = tries; ; left -= 1) {
      try {
        this.running = launchServerProcess(this.env, { logTo: this.logTo, more: { ROLE: this.role } });
        this.served = await this.running.ready;
        return;
      } catch (error) {
        if (left <= 1) throw error;
        await pause(500);
      }
    }
  }

  /** @returns whether it lived until then */
  async kill(): Promise<boolean> {
    return (await this.running?.kill()) ?? false;
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }
}

/** Private servers on an empty database, gone afterwards. */
export interface Place {
  readonly mode: Mode;
  readonly env: Env;
  /** Those that answer requests. Embedded: one, which works as well. */
  readonly apis: readonly Server[];
  /** Those that work off what is queued. */
  readonly workers: readonly Server[];
  readonly services: Services | null;
  /** What the processes said. */
  readonly log: string;
  startAll(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes the folder, and in server mode starts the database server and Redis. Processes of the product are not started.
 * @param more how the product is to be set up beside that
 */
export async function openPlace(mode: Mode, more: Record<string, string>): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'liuliang-chaos-'));
  const services = mode === 'server' ? await startServices() : null;
  const env = readEnv({
    LIULIANG_DATA: join(folder, 'data'),
    LIULIANG_SECRET: randomBytes(32).toString('hex'),
    ...more,
    ...(services ? { DATABASE_URL: services.database.url, REDIS_URL: services.redis.url } : {}),
  });
  const log = join(folder, 'servers.log');
  const server = (role: Env['ROLE']): Server => new Server(role, env, log);
  const all = server('all');
  const [apis, workers] = services
    ? [
        [server('api'), server('api')],
        [server('worker'), server('worker')],
      ]
    : [[all], [all]];
  return {
    ...{ mode, env, apis, workers, services, log },
    startAll: async () => {
      for (const one of new Set([...apis, ...workers])) await one.start();
    },
    close: async () => {
      for (const one of new Set([...apis, ...workers])) await one.kill();
      await services?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
