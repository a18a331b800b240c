import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Database } from './db/database';
import { IdSource, PublicIds } from './ids';
import { Metrics } from './metrics';
import type { Platform } from './platform';
import { Secrets } from './secrets';

/** Injection tokens of the parts of the platform that are not classes. */
export const CLOCK = Symbol('clock');
export const ENV = Symbol('env');
export const LOG = Symbol('log');

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
    return { module: PlatformModule, providers, exports: providers };
  }
}
