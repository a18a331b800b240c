import type { Tables } from '../../platform/db/tables';

/** A touch is one message to one person by one channel, at most once per touch_key (INV-24). */
export const touchTables: Tables = (c) => ({
  touch: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** Why this person gets this message: `welcome:<customer>`; unique, so that it happens once. */
      touch_key: c.bytes(96),
      customer_id: c.ref(),
      template: c.text(48),
      channel: c.text(32),
      /** marketing or service */
      message_class: c.text(16),
      /** queued, calling, accepted, suppressed, unknown, failed */
      state: c.text(16),
      /** Why it was suppressed or failed. */
      reason: c.text(48),
      payload: c.long(),
      due_at_ms: c.instant(),
      lease_until_ms: c.instant(),
      lease_owner: c.text(64),
      attempts: c.small(),
      created_at_ms: c.instant(),
      sent_at_ms: c.instant(),
    },
    unique: [['brand_id', 'touch_key']],
    index: [
      ['state', 'due_at_ms'],
      ['customer_id', 'sent_at_ms'],
    ],
  },
  inbox_item: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      customer_id: c.ref(),
      touch_id: c.ref(),
      template: c.text(48),
      payload: c.long(),
      sent_at_ms: c.instant(),
      read_at_ms: c.instant(),
    },
    unique: [['touch_id']],
    index: [['customer_id', 'sent_at_ms']],
  },
});
