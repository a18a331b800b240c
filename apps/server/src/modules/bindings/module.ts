import { Module } from '@nestjs/common';
import { BindingsService } from './bindings.service';
import { BindingsStore } from './store';

@Module({
  providers: [BindingsService, BindingsStore],
  exports: [BindingsService],
})
export class BindingsModule {}
