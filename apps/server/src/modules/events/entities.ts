import type { Tables } from '../../platform/db/tables';

export const eventTables: Tables = (c) => ({
  event: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** The sender's id, compared by bytes: the same id twice is one event. */
      event_key: c.bytes(64),
      content_hash: c.bytes(16),
      customer_id: c.ref(),
      type: c.text(48),
      occurred_at_ms: c.instant(),
      received_at_ms: c.instant(),
      channel: c.small(),
      store_id: c.ref(),
      item: c.text(64),
    },
    unique: [['brand_id', 'event_key']],
    index: [['customer_id', 'occurred_at_ms']],
  },
});
