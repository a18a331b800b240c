import { transferLifecycle } from '@liuliang/domain';
import { c } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

export const transfers = table(
  'points_transfer',
  {
    id: c.id(),
    brandId: c.ref(),
    fromCustomerId: c.ref(),
    toCustomerId: c.ref(),
    transferKey: c.bytes(64),
    points: c.whole(),
    holdId: c.ref(),
    message: c.text(64),
    state: c.oneOf(transferLifecycle.states),
    claimCode: c.text(32),
    createdAtMs: c.instant(),
    expiresAtMs: c.instant(),
    settledAtMs: c.instant(),
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

export const transferTables = [transfers];
