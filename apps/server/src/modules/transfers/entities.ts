import { transferLifecycle } from '@liuliang/domain';
import { c, later } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

export const transfers = table(
  'points_transfer',
  {
    id: c.id(),
    brandId: c.ref(),
    fromCustomerId: c.ref(),
    toCustomerId: later(c.ref()),
    transferKey: c.bytes(64),
    points: c.whole(),
    holdId: later(c.ref()),
    message: c.text(64),
    state: c.oneOf(transferLifecycle.states),
    /** Its keyed hash; the code itself where an earlier release wrote the row and it is not sealed yet. */
    claimCode: c.text(32),
    codeSealed: c.text(64),
    createdAtMs: c.instant(),
    expiresAtMs: c.instant(),
    settledAtMs: later(c.instant()),
  },
  {
    unique: [
      ['brandId', 'transferKey'],
      ['brandId', 'claimCode'],
    ],
    index: [
      ['fromCustomerId', 'createdAtMs'],
      ['toCustomerId', 'createdAtMs'],
      ['state', 'expiresAtMs'],
    ],
  },
);

export type TransferRow = RowOf<typeof transfers>;

export const transferTables = [transfers];
