import { primary, type Tables } from './db/tables';

/** What the platform itself keeps: promises to callers, promises to other areas, and the state of jobs. */
export const platformTables: Tables = (c) => ({
  // Written first in the transaction of the effect; compared by bytes (acceptance H).
  idempotency: {
    columns: {
      principal: primary(c.bytes(64)),
      operation: primary(c.text(64)),
      idem_key: primary(c.bytes(128)),
      request_hash: c.bytes(32),
      reply: { ...c.long(), nullable: true },
      created_at_ms: c.instant(),
    },
    index: [['created_at_ms']],
  },
  // Read by state, never by a high-water mark: commit order is not id order (acceptance V3).
  outbox_event: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      topic: c.text(64),
      payload: c.long(),
      created_at_ms: c.instant(),
      published_at_ms: c.instant(),
      next_at_ms: c.instant(),
      attempts: c.small(),
    },
    index: [['published_at_ms', 'next_at_ms', 'id']],
  },
  inbox_message: {
    columns: { consumer: primary(c.text(64)), event_id: primary(c.ref()), done_at_ms: c.instant() },
    index: [['done_at_ms']],
  },
  job_state: {
    columns: {
      name: primary(c.text(64)),
      lease_owner: c.text(64),
      lease_until_ms: c.instant(),
      last_run_at_ms: c.instant(),
      last_result: c.text(255),
      failures: c.small(),
    },
  },
  signature_nonce: {
    columns: { key_id: primary(c.text(64)), nonce: primary(c.bytes(64)), seen_at_ms: c.instant() },
    index: [['seen_at_ms']],
  },
});
