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

export type AuditRow = RowOf<typeof auditLog>;

export const auditTables = [auditLog];
