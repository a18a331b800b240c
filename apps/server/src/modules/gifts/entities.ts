import { giftOrderLifecycle } from '@liuliang/domain';
import { c, later } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

const AUDIENCES = ['member', 'guide'] as const;

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
    heldCount: later(c.whole()),
    takenCount: later(c.whole()),
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
    holdId: later(c.ref()),
    state: c.oneOf(giftOrderLifecycle.states),
    /** Its keyed hash; the code itself where an earlier release wrote the row and it is not sealed yet. */
    pickupCode: c.text(16),
    codeSealed: c.text(64),
    storeId: later(c.ref()),
    createdAtMs: c.instant(),
    expiresAtMs: c.instant(),
    settledAtMs: later(c.instant()),
    settledBy: later(c.ref()),
    /** The guide who handed it over, and when: stays when it is brought back. */
    handedBy: later(c.ref()),
    handedAtMs: later(c.instant()),
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
      ['brandId', 'handedBy', 'handedAtMs', 'id'],
    ],
  },
);

export type GiftRow = RowOf<typeof gifts>;
export type GiftAudience = GiftRow['audience'];
export type GiftOrderRow = RowOf<typeof giftOrders>;

export const giftTables = [gifts, giftOrders];
