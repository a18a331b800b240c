import { area } from '../../platform/areas';
import { eventTables } from './entities';
import { EventsModule } from './module';

export const eventsArea = area({
  name: 'events',
  module: EventsModule,
  tables: eventTables,
});
