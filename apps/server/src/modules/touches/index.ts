export { ExpiryNotices } from './expiry-notices';
export { pointsArrived } from './templates';
export { TouchesModule } from './module';
export { TouchesService, type InboxMessageView, type TouchOrder } from './touches.service';
