import { Module } from '@nestjs/common';
import { EventsService } from './service';
import { EventExport } from './export';

@Module({
  providers: [EventExport, EventsService],
  exports: [EventsService],
})
export class EventsModule {}
