import { c, later } from '../../platform/db/columns';
import { KeyedRows } from '../../platform/db/keyed-rows';
import { table } from '../../platform/db/table';

export const events = table(
  'event',
  {
    id: c.id(),
    brandId: c.ref(),
    /** The sender's id, compared by bytes: the same id twice is one event. */
    eventKey: c.bytes(64),
    contentHash: c.bytes(16),
    /** Whose it is: whom the identity stood for when it happened (`FactOwners`). After a merge that is an alias, and stays it. */
    customerId: c.ref(),
    type: c.text(48),
    occurredAtMs: c.instant(),
    receivedAtMs: c.instant(),
    /**
     * When it happened by a clock that does not date it, so that `occurredAtMs` is its receipt: the one of a member's
     * device, or one that runs ahead. 0: neither.
     */
    toldAtMs: later(c.instant()),
    /** 0: none, like the store. */
    channel: c.small(),
    storeId: c.ref(),
    /** Empty: none. */
    item: c.text(64),
  },
  {
    unique: [['brandId', 'eventKey']],
    index: [['customerId', 'occurredAtMs']],
  },
);

export const keyedEvents = new KeyedRows(events, 'eventKey');

export const eventTables = [events];
