import { c, later, nullable, primary } from './db/columns';
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

/** Which secret the database belongs to, and how far a rotation has come: one row. */
export const secretStates = tableWithoutBrand('secret_state', {
  id: primary(c.ref()),
  fingerprint: c.bytes(32),
  /** Of the secret that a rotation leads to; empty: none is under way. */
  nextFingerprint: later(c.bytes(32)),
  /** Which rows the rotation is at, and behind which of their places. */
  step: later(c.text(64)),
  place: later(c.whole()),
  rowsDone: later(c.whole()),
  rotations: later(c.small()),
  changedAtMs: c.instant(),
});

/** Keys that outlive the secret which they came from, sealed under the one in force. */
export const keptKeys = tableWithoutBrand('secret_kept_key', {
  purpose: primary(c.text(64)),
  /** Counted from 0, the oldest first. */
  layer: primary(c.small()),
  sealed: c.bytes(255),
});

/** What the platform itself keeps: promises to callers, promises to other areas, the state of jobs and of its secret. */
export const platformTables = [
  idempotencyKeys,
  outboxEvents,
  inboxMessages,
  jobStates,
  nonces,
  secretStates,
  keptKeys,
];
