import { c, later, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand } from '../../platform/db/table';

/** One root a day over the ends of all writers' chains; publishing it pins the whole history before it. Only inserted. */
export const ledgerRoots = tableWithoutBrand('ledger_root', {
  day: primary(c.day()),
  writers: c.small(),
  transactions: c.whole(),
  previousRoot: c.bytes(32),
  root: c.bytes(32),
  /** The chain ends it covers: [writer, sequence, hash] as JSON. */
  heads: c.long(),
  madeAtMs: c.instant(),
});

export const auditRuns = table(
  'audit_run',
  {
    id: c.id(),
    /** 0: the whole database. */
    brandId: c.ref(),
    ranAtMs: c.instant(),
    tookMs: c.whole(),
    ok: c.flag(),
    /** The checks as JSON. */
    report: c.long(),
    /** The day of the root up to which chains were proved before, and not read again; 0: they were read from the start. */
    sinceDay: later(c.small()),
    /** The day of the newest root that this run proved, of everything and clean; 0: none. */
    provenDay: later(c.small()),
  },
  {
    index: [['brandId', 'ranAtMs']],
  },
);

export const ledgerAuditTables = [ledgerRoots, auditRuns];
