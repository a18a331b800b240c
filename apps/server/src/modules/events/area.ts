import { area } from '../../platform/areas';
import { contentRows } from '../../platform/secret/secret-rows';
import { eventTables, events } from './entities';
import { eventMigrations } from './migrations';
import { EventErasure } from './erasure';
import { EventsModule } from './module';
import { eventTimeline } from './timeline.queries';
import { EventExport } from './export';
import { eventPersonal } from './personal';

export const eventsArea = area({
  name: 'events',
  module: EventsModule,
  tables: eventTables,
  personal: eventPersonal,
  secret: { rows: [contentRows(events)] },
  migrations: eventMigrations,
  timeline: [eventTimeline],
  export: EventExport,
  erasure: EventErasure,
});
