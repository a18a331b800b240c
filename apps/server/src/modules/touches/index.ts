export { touchTables } from './entities';
export { TouchesModule } from './module';
export { TouchesService, type InboxMessageView, type TouchOrder } from './touches.service';
