import { Module, type DynamicModule } from '@nestjs/common';
import { BrandsModule } from './modules/brands';
import { InsightsModule } from './modules/insights';
import type { Platform } from './platform/platform';
import { PlatformModule } from './platform/platform.module';

/** The whole server: the platform and every area of business. */
@Module({})
export class AppModule {
  static of(platform: Platform): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.of(platform), BrandsModule, InsightsModule] };
  }
}
