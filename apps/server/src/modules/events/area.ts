import { area } from '../../platform/areas';
import { eventTables } from './entities';
import { eventMigrations } from './migrations';
import { EventsModule } from './module';
import { eventTimeline } from './timeline.queries';
import { EventExport } from './export';

export const eventsArea = area({
  name: 'events',
  module: EventsModule,
  tables: eventTables,
  migrations: eventMigrations,
  timeline: [eventTimeline],
  export: EventExport,
});
