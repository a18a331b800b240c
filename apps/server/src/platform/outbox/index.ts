export { consumer, type Consumer } from './consumer';
export { Outbox } from './outbox.service';
