import { c, nullable, primary } from './db/columns';
import { tableWithoutBrand } from './db/table';

/** Written first in the transaction of the effect; compared by bytes (acceptance H). */
export const idempotencyKeys = tableWithoutBrand(
  'idempotency',
  {
    principal: primary(c.bytes(64)),
    operation: primary(c.text(64)),
    idemKey: primary(c.bytes(128)),
    requestHash: c.bytes(32),
    reply: nullable(c.long()),
    createdAtMs: c.instant(),
  },
  {
    index: [['createdAtMs']],
  },
);

/** Read by state, never by a high-water mark: commit order is not id order (acceptance V3). */
export const outboxEvents = tableWithoutBrand(
  'outbox_event',
  {
    id: c.id(),
    brandId: c.ref(),
    topic: c.text(64),
    payload: c.long(),
    createdAtMs: c.instant(),
    publishedAtMs: c.instant(),
    nextAtMs: c.instant(),
    attempts: c.small(),
  },
  {
    index: [['publishedAtMs', 'nextAtMs', 'id']],
  },
);

export const inboxMessages = tableWithoutBrand(
  'inbox_message',
  {
    consumer: primary(c.text(64)),
    eventId: primary(c.ref()),
    doneAtMs: c.instant(),
  },
  {
    index: [['doneAtMs']],
  },
);

export const jobStates = tableWithoutBrand('job_state', {
  name: primary(c.text(64)),
  leaseOwner: c.text(64),
  leaseUntilMs: c.instant(),
  lastRunAtMs: c.instant(),
  lastResult: c.text(255),
  failures: c.small(),
});

export const nonces = tableWithoutBrand(
  'signature_nonce',
  {
    keyId: primary(c.text(64)),
    nonce: primary(c.bytes(64)),
    seenAtMs: c.instant(),
  },
  {
    index: [['seenAtMs']],
  },
);

/** What the platform itself keeps: promises to callers, promises to other areas, and the state of jobs. */
export const platformTables = [idempotencyKeys, outboxEvents, inboxMessages, jobStates, nonces];
