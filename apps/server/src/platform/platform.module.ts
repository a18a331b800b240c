import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Throttle } from './throttle';
import { Database } from './db/database';
import { Documents } from './documents/documents';
import { Idempotency } from './idempotency';
import { IdSource, PublicIds } from './ids';
import { Housekeeping } from './housekeeping';
import { Callers } from './http/callers';
import { Lists } from './http/lists';
import { InProcessDriver, JOB_DRIVER, Jobs, type JobDriver } from './jobs';
import { Effects } from './effects';
import { Metrics } from './metrics';
import { Outbox } from './outbox';
import { redisSpace } from './redis';
import type { Platform } from './platform';
import { Secrets } from './secrets';
import { CLOCK, ENV, LOG } from './tokens';

export { CLOCK, ENV, LOG } from './tokens';

/**
 * Hints go through Redis only where there is a server database: several processes then share the work. What speaks to
 * Redis is a third of all modules, so that it is loaded only where there is one: a command starts so much sooner.
 */
async function openDriver({ env, log }: Platform): Promise<JobDriver> {
  const { REDIS_URL, DATABASE_URL } = env;
  if (!REDIS_URL || !DATABASE_URL) return new InProcessDriver();
  const { BullMqDriver } = await import('./jobs/bullmq.driver');
  return new BullMqDriver(REDIS_URL, redisSpace(DATABASE_URL), log);
}

async function openThrottle({ env, log, clock, secrets }: Platform): Promise<Throttle> {
  const { REDIS_URL, DATABASE_URL } = env;
  if (REDIS_URL === undefined || DATABASE_URL === undefined) return new Throttle(clock, secrets, null);
  const { RedisThrottle } = await import('./redis-throttle');
  return new Throttle(clock, secrets, new RedisThrottle(REDIS_URL, redisSpace(DATABASE_URL), log));
}

/** Hands the platform's parts to every module by their class or token. */
@Global()
@Module({})
export class PlatformModule {
  static of(platform: Platform): DynamicModule {
    const providers = [
      { provide: Database, useValue: platform.db },
      { provide: IdSource, useValue: platform.ids },
      { provide: PublicIds, useValue: platform.publicIds },
      { provide: Secrets, useValue: platform.secrets },
      { provide: Metrics, useValue: platform.metrics },
      { provide: CLOCK, useValue: platform.clock },
      { provide: ENV, useValue: platform.env },
      { provide: LOG, useValue: platform.log },
    ];
    const driver = { provide: JOB_DRIVER, useFactory: () => openDriver(platform) };
    const throttle = { provide: Throttle, useFactory: () => openThrottle(platform) };
    const services = [Callers, Documents, Idempotency, Effects, Jobs, Lists, Outbox, Housekeeping];
    return {
      module: PlatformModule,
      providers: [...providers, driver, throttle, ...services],
      exports: [...providers, JOB_DRIVER, Throttle, ...services],
    };
  }
}
