import type { Tables } from '../../platform/db/tables';

/** Every privileged action, hash-chained per brand, only ever inserted (INV-6, INV-30). */
export const auditTables: Tables = (c) => ({
  audit_log: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      sequence: c.whole(),
      actor_kind: c.text(16),
      actor_id: c.ref(),
      action: c.text(64),
      /** What it was done to: a public id or a name of ours, never a person's data. */
      subject: c.text(64),
      detail: c.long(),
      at_ms: c.instant(),
      previous_hash: c.bytes(32),
      hash: c.bytes(32),
    },
    unique: [['brand_id', 'sequence']],
  },
});
