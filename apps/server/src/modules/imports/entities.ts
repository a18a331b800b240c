import { lifecycle } from '@liuliang/domain';
import { c, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand } from '../../platform/db/table';

/** An uploaded file on its way in. One whose worker died starts over and stays what it is. */
export const importLifecycle = lifecycle({
  states: ['queued', 'running', 'done', 'failed'],
  moves: {
    start: { from: ['queued'], to: 'running' },
    finish: { from: ['running'], to: 'done' },
    fail: { from: ['running'], to: 'failed' },
  },
});

export const importJobs = table(
  'import_job',
  {
    id: c.id(),
    brandId: c.ref(),
    kind: c.text(16),
    fileName: c.text(128),
    /** The uploaded bytes wait here until the import is done; empty for imports from the command line. */
    filePath: c.text(255),
    state: c.oneOf(importLifecycle.states),
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
