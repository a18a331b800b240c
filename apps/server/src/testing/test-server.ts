import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { AppModule } from '../app.module';
import type { SteppedClock } from '../platform/clock';
import type { Env } from '../platform/env';
import { Outbox } from '../platform/outbox';
import type { Platform } from '../platform/platform';
import { openTestPlatform } from './test-platform';

export { testEngine } from './test-database';
export { STORY_STARTS_MS } from './test-platform';

/** A whole server without its HTTP door, on a database of its own, with a clock that only moves when told to. */
export interface TestServer {
  readonly platform: Platform;
  readonly clock: SteppedClock;
  readonly env: Env;
  /** As commands are handed it. */
  readonly app: INestApplicationContext;
  get<T>(token: { readonly prototype: T }): T;
  /** Delivers every waiting event, also those that the deliveries cause. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

const ROUNDS_MAX = 20;

/** Opens a migrated, empty server on the engine named by LIULIANG_ENGINE. */
export async function openTestServer(startMs?: number): Promise<TestServer> {
  const base = await openTestPlatform({ startMs });
  const app: INestApplicationContext = await NestFactory.createApplicationContext(
    AppModule.of(base.platform),
    { logger: false },
  );
  const outbox = app.get(Outbox, { strict: false });
  return {
    platform: base.platform,
    clock: base.clock,
    env: base.env,
    app,
    get: (token) => app.get(token as Type, { strict: false }),
    drain: async () => {
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        await outbox.relayDue();
        if ((await outbox.waiting()).count === 0) return;
      }
      throw new Error('Events keep waiting: a consumer fails');
    },
    close: async () => {
      await app.close();
      await base.close();
    },
  };
}
