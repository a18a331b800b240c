export { touchTables } from './entities';
export { ExpiryNotices } from './expiry-notices';
export { TouchesModule } from './module';
export { TouchesService, type InboxMessageView, type TouchOrder } from './touches.service';
