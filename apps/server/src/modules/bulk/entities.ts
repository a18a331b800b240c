import { BulkDeed, bulkEntryStates, bulkReasons } from '@liuliang/contract';
import { bulkLifecycle } from '@liuliang/domain';
import { z } from 'zod';
import { c, later, primary } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** What was asked for: filters as the list takes them, none for people who were chosen one by one. */
const Asked = z.strictObject({
  deed: BulkDeed,
  filters: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
  /** Who was chosen, or that everybody was: a key that is used again has to ask for the same. */
  people: z.string(),
});

/** One thing done to many people (批量操作). */
export const bulkActs = table(
  'bulk_act',
  {
    id: c.id(),
    brandId: c.ref(),
    requestKey: c.bytes(64),
    operatorId: c.ref(),
    state: c.oneOf(bulkLifecycle.states),
    asked: c.json(Asked),
    /** How far the search for people has come, by customer id. */
    afterId: later(c.ref()),
    needsSecond: later(c.flag()),
    /** Points of all together, without their sign. */
    sumPoints: later(c.whole()),
    confirmedAtMs: later(c.instant()),
    decidedBy: later(c.ref()),
    leaseUntilMs: later(c.instant()),
    requestedAtMs: c.instant(),
    finishedAtMs: later(c.instant()),
  },
  {
    unique: [['brandId', 'requestKey']],
    index: [
      ['brandId', 'id'],
      ['brandId', 'operatorId', 'id'],
      ['state', 'leaseUntilMs'],
    ],
  },
);

/** What became of one person. BULK-1: the key is the person, so that nobody is in an act twice, whatever is retried. */
export const bulkEntries = table(
  'bulk_entry',
  {
    actId: primary(c.ref()),
    customerId: primary(c.ref()),
    brandId: c.ref(),
    state: c.oneOf(bulkEntryStates),
    reason: later(c.oneOf(['', ...bulkReasons])),
    /** Who looked after the customer before; 0: nobody. */
    guideBefore: later(c.ref()),
    /** The adjustment that was made. */
    adjustmentId: later(c.ref()),
    atMs: later(c.instant()),
  },
  { index: [['actId', 'state', 'customerId']] },
);

export type BulkActRow = RowOf<typeof bulkActs>;
export type BulkEntryRow = RowOf<typeof bulkEntries>;

export const bulkTables = [bulkActs, bulkEntries];
