import { area } from '../../platform/areas';
import { eventTables } from './entities';
import { EventsModule } from './module';
import { EventTimeline } from './timeline.queries';
import { EventExport } from './export';

export const eventsArea = area({
  name: 'events',
  module: EventsModule,
  tables: eventTables,
  timeline: [EventTimeline],
  export: EventExport,
});
