import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Throttle } from './throttle';
import { Database } from './db/database';
import { Documents } from './documents/documents';
import { Idempotency } from './idempotency';
import { IdSource, PublicIds } from './ids';
import { Housekeeping } from './housekeeping';
import { Callers } from './http/callers';
import { Lists } from './http/lists';
import { BullMqDriver, InProcessDriver, JOB_DRIVER, Jobs, type JobDriver } from './jobs';
import { Effects } from './effects';
import { Metrics } from './metrics';
import { Outbox } from './outbox';
import { redisSpace } from './redis';
import type { Platform } from './platform';
import { Secrets } from './secrets';
import { RedisThrottle } from './redis-throttle';
import { CLOCK, ENV, LOG } from './tokens';

export { CLOCK, ENV, LOG } from './tokens';

/** Hints go through Redis only where there is a server database: several processes then share the work. */
function openDriver({ env, log }: Platform): JobDriver {
  const { REDIS_URL, DATABASE_URL } = env;
  if (!REDIS_URL || !DATABASE_URL) return new InProcessDriver();
  return new BullMqDriver(REDIS_URL, redisSpace(DATABASE_URL), log);
}

function openThrottle({ env, log, clock, secrets }: Platform): Throttle {
  const { REDIS_URL, DATABASE_URL } = env;
  const isShared = REDIS_URL !== undefined && DATABASE_URL !== undefined;
  return new Throttle(
    clock,
    secrets,
    isShared ? new RedisThrottle(REDIS_URL, redisSpace(DATABASE_URL), log) : null,
  );
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
