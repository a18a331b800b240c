import { Module } from '@nestjs/common';
import { EventReads } from './reads.queries';
import { EventsService } from './service';
import { EventsQueries } from './queries';
import { EventTimeline } from './timeline.queries';
import { EventExport } from './export';

@Module({
  providers: [EventExport, EventTimeline, EventsService, EventsQueries, EventReads],
  exports: [EventsService, EventReads],
})
export class EventsModule {}
