import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { createConnection } from 'mysql2/promise';
import { AppModule } from '../app.module';
import { SteppedClock } from '../platform/clock';
import { readEnv, type Env } from '../platform/env';
import { openLog } from '../platform/log';
import { openPlatform, type Platform } from '../platform/platform';
import { allTables } from '../tables';

/** A whole server without its HTTP door, on a database of its own, with a clock that only moves when told to. */
export interface TestServer {
  readonly platform: Platform;
  readonly clock: SteppedClock;
  readonly env: Env;
  get<T>(token: abstract new (...args: never[]) => T): T;
  close(): Promise<void>;
}

/** The engine that this run of the integration suites is for. */
export const testEngine = process.env['LIULIANG_ENGINE'] === 'mariadb' ? 'mariadb' : 'sqlite';

/** Saturday 2026-11-21 20:00 in Shanghai: where stories begin unless they say otherwise. */
export const STORY_STARTS_MS = Date.UTC(2026, 10, 21, 12, 0, 0);

let databases = 0;

async function emptyDatabase(): Promise<{ env: Record<string, string>; drop: () => Promise<void> }> {
  if (testEngine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'liuliang-test-'));
    return {
      env: { LIULIANG_DATA: folder },
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = new URL(process.env['DATABASE_URL'] ?? 'mysql://root@127.0.0.1:3306/');
  const name = `test_${process.pid}_${Date.now()}_${(databases += 1)}`;
  const admin = await createConnection(new URL('/', server).href);
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(`/${name}`, server).href;
  return {
    env: { DATABASE_URL: url, REDIS_URL: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379' },
    drop: async () => {
      await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    },
  };
}

/** Opens a migrated, empty server on the engine named by LIULIANG_ENGINE. */
export async function openTestServer(startMs: number = STORY_STARTS_MS): Promise<TestServer> {
  const { env: place, drop } = await emptyDatabase();
  const env = readEnv({ ...place, LIULIANG_SECRET: '00'.repeat(31) + '01', LOG_LEVEL: 'silent' });
  const clock = new SteppedClock(startMs);
  const platform = await openPlatform(env, allTables, { clock, log: openLog('silent') });
  await platform.db.migrate();
  const app: INestApplicationContext = await NestFactory.createApplicationContext(AppModule.of(platform), {
    logger: false,
  });
  return {
    platform,
    clock,
    env,
    get: (token) => app.get(token, { strict: false }),
    close: async () => {
      await app.close();
      await platform.db.close();
      await drop();
    },
  };
}
