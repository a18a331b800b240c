import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights';
import { EventReads } from './reads.queries';
import { EventsService } from './service';
import { EventsQueries } from './queries';

@Module({
  imports: [InsightsModule],
  providers: [EventsService, EventsQueries, EventReads],
  exports: [EventsService, EventReads],
})
export class EventsModule {}
