import { giftOrderLifecycle } from '@liuliang/domain';
import { c } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

export const AUDIENCES = ['member', 'guide'] as const;

export const gifts = table(
  'gift',
  {
    id: c.id(),
    brandId: c.ref(),
    name: c.text(64),
    description: c.text(255),
    /** Name of one of the drawn pictures. */
    picture: c.text(32),
    points: c.whole(),
    cashFen: c.whole(),
    /** Who may take it: member, guide */
    audience: c.oneOf(AUDIENCES),
    /** stock = left + held + taken, always */
    stock: c.whole(),
    leftCount: c.whole(),
    heldCount: c.whole(),
    takenCount: c.whole(),
    limitEach: c.whole(),
    state: c.oneOf(['draft', 'live', 'ended']),
    createdAtMs: c.instant(),
    changedAtMs: c.instant(),
  },
  {
    index: [['brandId', 'state', 'audience']],
  },
);

export const giftOrders = table(
  'gift_order',
  {
    id: c.id(),
    brandId: c.ref(),
    giftId: c.ref(),
    ownerKind: c.oneOf(AUDIENCES),
    ownerId: c.ref(),
    orderKey: c.bytes(64),
    points: c.whole(),
    cashFen: c.whole(),
    holdId: c.ref(),
    state: c.oneOf(giftOrderLifecycle.states),
    pickupCode: c.text(16),
    storeId: c.ref(),
    createdAtMs: c.instant(),
    expiresAtMs: c.instant(),
    settledAtMs: c.instant(),
    settledBy: c.ref(),
  },
  {
    unique: [
      ['brandId', 'orderKey'],
      ['brandId', 'pickupCode'],
    ],
    index: [
      ['brandId', 'ownerKind', 'ownerId', 'createdAtMs'],
      ['state', 'expiresAtMs'],
      ['giftId', 'ownerId'],
    ],
  },
);

export const giftTables = [gifts, giftOrders];
