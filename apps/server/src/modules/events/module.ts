import { Module } from '@nestjs/common';
import { EventsService } from './service';
import { EventErasure } from './erasure';
import { EventExport } from './export';

@Module({
  providers: [EventErasure, EventExport, EventsService],
  exports: [EventsService],
})
export class EventsModule {}
