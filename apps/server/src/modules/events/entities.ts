import { c } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

export const events = table(
  'event',
  {
    id: c.id(),
    brandId: c.ref(),
    /** The sender's id, compared by bytes: the same id twice is one event. */
    eventKey: c.bytes(64),
    contentHash: c.bytes(16),
    customerId: c.ref(),
    type: c.text(48),
    occurredAtMs: c.instant(),
    receivedAtMs: c.instant(),
    channel: c.small(),
    storeId: c.ref(),
    item: c.text(64),
  },
  {
    unique: [['brandId', 'eventKey']],
    index: [['customerId', 'occurredAtMs']],
  },
);

export const eventTables = [events];
