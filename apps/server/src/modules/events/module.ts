import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights';
import { EventReads } from './reads.store';
import { EventsService } from './service';
import { EventsStore } from './store';

@Module({
  imports: [InsightsModule],
  providers: [EventsService, EventsStore, EventReads],
  exports: [EventsService, EventReads],
})
export class EventsModule {}
