import { c, later } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

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
    messageClass: c.oneOf(['marketing', 'service']),
    state: c.oneOf(['queued', 'calling', 'accepted', 'suppressed', 'unknown', 'failed']),
    /** Why it was suppressed or failed. */
    reason: later(c.text(48)),
    payload: c.long(),
    dueAtMs: c.instant(),
    leaseUntilMs: later(c.instant()),
    leaseOwner: later(c.text(64)),
    attempts: later(c.small()),
    createdAtMs: c.instant(),
    sentAtMs: later(c.instant()),
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
    readAtMs: later(c.instant()),
  },
  {
    unique: [['touchId']],
    index: [['customerId', 'sentAtMs']],
  },
);

export type TouchRow = RowOf<typeof touches>;

export const touchTables = [touches, inboxItems];
