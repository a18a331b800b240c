import { Module } from '@nestjs/common';
import { EventReads } from './reads.queries';
import { EventsService } from './service';
import { EventsQueries } from './queries';
import { EventExport } from './export';

@Module({
  providers: [EventExport, EventsService, EventsQueries, EventReads],
  exports: [EventsService, EventReads],
})
export class EventsModule {}
