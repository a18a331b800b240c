import { c } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

/** A touch is one message to one person by one channel, at most once per touch_key (INV-24). */
export const touches = table(
  'touch',
  {
    id: c.id(),
    brandId: c.ref(),
    /** Why this person gets this message: `welcome:<customer>`; unique, so that it happens once. */
    touchKey: c.bytes(96),
    customerId: c.ref(),
    template: c.text(48),
    channel: c.text(32),
    /** marketing or service */
    messageClass: c.text(16),
    /** queued, calling, accepted, suppressed, unknown, failed */
    state: c.text(16),
    /** Why it was suppressed or failed. */
    reason: c.text(48),
    payload: c.long(),
    dueAtMs: c.instant(),
    leaseUntilMs: c.instant(),
    leaseOwner: c.text(64),
    attempts: c.small(),
    createdAtMs: c.instant(),
    sentAtMs: c.instant(),
  },
  {
    unique: [['brandId', 'touchKey']],
    index: [
      ['state', 'dueAtMs'],
      ['customerId', 'sentAtMs'],
    ],
  },
);

export const inboxItems = table(
  'inbox_item',
  {
    id: c.id(),
    brandId: c.ref(),
    customerId: c.ref(),
    touchId: c.ref(),
    template: c.text(48),
    payload: c.long(),
    sentAtMs: c.instant(),
    readAtMs: c.instant(),
  },
  {
    unique: [['touchId']],
    index: [['customerId', 'sentAtMs']],
  },
);

export const touchTables = [touches, inboxItems];
