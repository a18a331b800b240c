import { c } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** Every privileged action, hash-chained per brand, only ever inserted (INV-6, INV-30). */
export const auditLog = table(
  'audit_log',
  {
    id: c.id(),
    brandId: c.ref(),
    sequence: c.whole(),
    actorKind: c.text(16),
    actorId: c.ref(),
    action: c.text(64),
    /** What it was done to: a public id or a name of ours, never a person's data. */
    subject: c.text(64),
    detail: c.long(),
    atMs: c.instant(),
    previousHash: c.bytes(32),
    hash: c.bytes(32),
  },
  {
    unique: [['brandId', 'sequence']],
  },
);

/**
 * What somebody wrote about a person beside a row of the log. It stands apart, since the log outlives an erasure: there a
 * row has the hash of salt and text, which proves the text while it is here and is nothing without it.
 */
export const auditNotes = table(
  'audit_note',
  {
    /** Of the row of the log. */
    id: c.id(),
    brandId: c.ref(),
    /** Whom it is about; 0: nobody who is a customer. */
    customerId: c.ref(),
    salt: c.bytes(16),
    text: c.text(255),
  },
  { index: [['customerId']] },
);

export type AuditRow = RowOf<typeof auditLog>;

export const auditTables = [auditLog, auditNotes];
