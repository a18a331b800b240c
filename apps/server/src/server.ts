import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { cast, installDemoDoors, openDemo, pushFrom, seedDemo, StoryClock } from './demo';
import { refuseUnsafe } from './platform/boot-check';
import type { Env } from './platform/env';
import { createHttpApp } from './platform/http';
import { Jobs } from './platform/jobs';
import { migratePlatform, openPlatform, type Platform } from './platform/platform';
import { schema } from './areas';

export interface RunningServer {
  readonly platform: Platform;
  readonly app: NestFastifyApplication;
  /** `http://host:port`, or null for a worker, which listens to nobody. */
  readonly url: string | null;
  close(): Promise<void>;
}

/**
 * Brings a process up by its role: migrate, seed the demo on its first run, serve, work. A worker has the same
 * application without a port.
 */
export async function startServer(given: Env, say: (text: string) => void): Promise<RunningServer> {
  const demo = given.DEMO ? await openDemo(given) : null;
  const env = demo?.env ?? given;
  const clock = new StoryClock();
  const platform = await openPlatform(env, schema, demo ? { clock } : {});
  await migratePlatform(platform);
  await refuseUnsafe(platform);
  const app = await createHttpApp(AppModule.of(platform), platform, (fastify) => {
    if (demo) installDemoDoors(fastify, demo.sandbox, cast);
  });
  await app.init();
  if (demo) await seedDemo(app, { clock, say, sandbox: demo.sandbox });
  clock.letGo();
  if (env.ROLE !== 'api') await app.get(Jobs, { strict: false }).startWorker();
  let url: string | null = null;
  if (env.ROLE !== 'worker') {
    await app.listen(env.PORT, env.HOST);
    url = (await app.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
    if (demo) pushFrom(demo.sandbox, url);
  }
  const close = async (): Promise<void> => {
    await app.close();
    await platform.db.close();
    await demo?.sandbox.close();
  };
  return { platform, app, url, close };
}
