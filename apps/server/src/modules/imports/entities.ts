import { c, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand } from '../../platform/db/table';

export const importJobs = table(
  'import_job',
  {
    id: c.id(),
    brandId: c.ref(),
    kind: c.text(16),
    fileName: c.text(128),
    /** The uploaded bytes wait here until the import is done; empty for imports from the command line. */
    filePath: c.text(255),
    state: c.oneOf(['queued', 'running', 'done', 'failed']),
    operatorId: c.ref(),
    bytes: c.whole(),
    bytesDone: c.whole(),
    lines: c.whole(),
    accepted: c.whole(),
    duplicate: c.whole(),
    rejected: c.whole(),
    leaseUntilMs: c.instant(),
    startedAtMs: c.instant(),
    finishedAtMs: c.instant(),
  },
  {
    index: [
      ['brandId', 'id'],
      ['state', 'leaseUntilMs'],
    ],
  },
);

export const importFaults = tableWithoutBrand('import_fault', {
  importId: primary(c.ref()),
  line: primary(c.small()),
  code: c.text(48),
  field: c.text(32),
});

export const importTables = [importJobs, importFaults];
