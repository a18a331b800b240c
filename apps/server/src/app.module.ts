import { Module, type DynamicModule } from '@nestjs/common';
import { areas } from './areas';
import { AreasModule } from './platform/areas';
import { HttpModule } from './platform/http';
import type { Platform } from './platform/platform';
import { PlatformModule } from './platform/platform.module';

/** The whole server: the platform and every area of business. */
@Module({})
export class AppModule {
  static of(platform: Platform): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.of(platform), HttpModule, AreasModule.of(areas)] };
  }
}
