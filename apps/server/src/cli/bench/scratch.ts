import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../app.module';
import { openLog } from '../../platform/log';
import { migratePlatform, openPlatform, type Platform } from '../../platform/platform';
import { schema } from '../../areas';
import { openCpuMeter, type CpuMeter } from './cpu';
import { createKeptDatabase, createScratchDatabase, serverProcess } from './scratch.queries';

/** A whole server on an empty database of its own, which is gone afterwards. */
export interface Scratch {
  readonly platform: Platform;
  readonly app: INestApplicationContext;
  readonly cpu: CpuMeter;
}

/**
 * Opens a scratch server beside the given platform: a file in a temporary folder, or a database `liuliang_bench_<pid>`
 * on the same database server. Never touches the data of the platform itself.
 * @param keptAs a name under which it stays, to be found again by the next run; null: it is gone afterwards
 */
export async function withScratch<T>(
  beside: Platform,
  keptAs: string | null,
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const { env, drop } = await (keptAs === null ? place(beside) : placeKept(beside, keptAs));
  try {
    const platform = await openPlatform({ ...beside.env, ...env }, schema, { log: openLog('silent') });
    try {
      await migratePlatform(platform);
      const app = await NestFactory.createApplicationContext(AppModule.of(platform), { logger: false });
      try {
        return await work({ platform, app, cpu: openCpuMeter(await serverProcess(platform.db)) });
      } finally {
        await app.close();
      }
    } finally {
      await platform.db.close();
    }
  } finally {
    await drop();
  }
}

async function place(
  beside: Platform,
): Promise<{ env: Partial<Platform['env']>; drop: () => Promise<void> }> {
  if (beside.env.DATABASE_URL === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'liuliang-bench-'));
    return {
      env: { LIULIANG_DATA: folder },
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const name = `liuliang_bench_${process.pid}`;
  const drop = await createScratchDatabase(beside.db, name);
  return { env: { DATABASE_URL: urlOf(beside.env.DATABASE_URL, name) }, drop };
}

async function placeKept({ env, db }: Platform, keptAs: string): ReturnType<typeof place> {
  const drop = async (): Promise<void> => undefined;
  if (env.DATABASE_URL === undefined)
    return { env: { LIULIANG_DATA: join(env.LIULIANG_DATA, `bench-${keptAs}`) }, drop };
  const name = `liuliang_bench_${keptAs}`;
  await createKeptDatabase(db, name);
  return { env: { DATABASE_URL: urlOf(env.DATABASE_URL, name) }, drop };
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
