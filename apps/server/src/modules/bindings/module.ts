import { Module } from '@nestjs/common';
import { BindingsService } from './bindings.service';
import { BindingsQueries } from './queries';

@Module({
  providers: [BindingsService, BindingsQueries],
  exports: [BindingsService],
})
export class BindingsModule {}
