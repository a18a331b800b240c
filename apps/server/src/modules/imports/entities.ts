import { primary, type Tables } from '../../platform/db/tables';

export const importTables: Tables = (c) => ({
  import_job: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      kind: c.text(16),
      file_name: c.text(128),
      /** The uploaded bytes wait here until the import is done; empty for imports from the command line. */
      file_path: c.text(255),
      state: c.text(16),
      operator_id: c.ref(),
      bytes: c.whole(),
      bytes_done: c.whole(),
      lines: c.whole(),
      accepted: c.whole(),
      duplicate: c.whole(),
      rejected: c.whole(),
      lease_until_ms: c.instant(),
      started_at_ms: c.instant(),
      finished_at_ms: c.instant(),
    },
    index: [
      ['brand_id', 'id'],
      ['state', 'lease_until_ms'],
    ],
  },
  import_fault: {
    columns: { import_id: primary(c.ref()), line: primary(c.small()), code: c.text(48), field: c.text(32) },
  },
});
