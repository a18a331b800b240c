import { Module } from '@nestjs/common';
import { BindingsService } from './bindings.service';
import { GuideScans } from './scans.queries';
import { BindingsQueries } from './queries';

@Module({
  providers: [BindingsService, BindingsQueries, GuideScans],
  exports: [BindingsService, GuideScans],
})
export class BindingsModule {}
