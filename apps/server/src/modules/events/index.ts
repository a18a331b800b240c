export { eventRecorded, type RecordedEvent } from './marks';
export { EventsModule } from './module';
export { EventsService, type EventOutcome, type NewEvent } from './service';
