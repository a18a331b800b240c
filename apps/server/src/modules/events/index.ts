export { eventTables } from './entities';
export { EventsModule } from './module';
export { EventsService, type EventOutcome, type NewEvent } from './service';
