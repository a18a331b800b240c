import { Module } from '@nestjs/common';
import { BindingsService } from './bindings.service';
import { GuideScans } from './scans.queries';

@Module({
  providers: [BindingsService, GuideScans],
  exports: [BindingsService, GuideScans],
})
export class BindingsModule {}
