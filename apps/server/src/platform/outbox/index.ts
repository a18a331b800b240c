export { Outbox, type OutboxConsumer } from './outbox.service';
