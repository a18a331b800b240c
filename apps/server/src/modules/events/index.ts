export { EventReads, type EventView } from './reads.queries';
export { EventsModule } from './module';
export { EventsService, type EventOutcome, type NewEvent } from './service';
