import { LimitName } from '@liuliang/contract';
import { limitChangeLifecycle } from '@liuliang/domain';
import { c, later } from '../../platform/db/columns';
import { States } from '../../platform/db/states';
import { table, type RowOf } from '../../platform/db/table';

/** A two-person limit (双人限额) that was asked to be looser, or was set by the command line. */
export const limitChanges = table(
  'limit_change',
  {
    id: c.id(),
    brandId: c.ref(),
    limitName: c.oneOf(LimitName.options, 64),
    fromValue: c.whole(),
    toValue: c.whole(),
    state: c.oneOf(limitChangeLifecycle.states),
    /** 0: the command line. */
    askedBy: c.ref(),
    askedAtMs: c.instant(),
    approvedBy: later(c.ref()),
    approvedAtMs: later(c.instant()),
    countsFromMs: later(c.instant()),
    withdrawnBy: later(c.ref()),
    /** When it began to count, or was taken back; 0 while it is under way. */
    endedAtMs: later(c.instant()),
  },
  {
    index: [
      ['brandId', 'endedAtMs'],
      ['state', 'countsFromMs'],
    ],
  },
);

export type LimitChangeRow = RowOf<typeof limitChanges>;

export const limitStates = new States(limitChanges, limitChangeLifecycle);

export const limitTables = [limitChanges];
