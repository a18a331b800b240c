import { primary, type Tables } from '../../platform/db/tables';

export const ledgerAuditTables: Tables = (c) => ({
  // One root a day over the ends of all writers' chains; publishing it pins the whole history before it. Only inserted.
  ledger_root: {
    columns: {
      day: primary(c.day()),
      writers: c.small(),
      transactions: c.whole(),
      previous_root: c.bytes(32),
      root: c.bytes(32),
      /** The chain ends it covers: [writer, sequence, hash] as JSON. */
      heads: c.long(),
      made_at_ms: c.instant(),
    },
  },
  audit_run: {
    columns: {
      id: c.id(),
      /** 0: the whole database. */
      brand_id: c.ref(),
      ran_at_ms: c.instant(),
      took_ms: c.whole(),
      ok: c.small(),
      report: c.long(),
    },
    index: [['brand_id', 'ran_at_ms']],
  },
});
