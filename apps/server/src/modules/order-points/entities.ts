import { c, later } from '../../platform/db/columns';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';

/** Points of one order of a till or a shop: what was asked for and at which rate. What became of them is in the hold. */
export const orderPoints = table(
  'order_points',
  {
    id: c.id(),
    brandId: c.ref(),
    /** The caller's name for it, unique in the brand whichever connector asks. */
    requestKey: c.bytes(48),
    contentHash: c.bytes(16),
    customerId: c.ref(),
    orderKey: c.bytes(64),
    orderFen: c.whole(),
    /** Who redeems them; 0 for HQ. */
    storeId: c.ref(),
    points: c.whole(),
    worthFen: c.whole(),
    holdId: later(c.ref()),
    createdAtMs: c.instant(),
  },
  {
    unique: [['brandId', 'requestKey']],
    index: [['brandId', 'orderKey']],
  },
);

/** A refund of the points part of an order. Only ever inserted. */
export const orderPointsReturns = tableWithoutBrand(
  'order_points_return',
  {
    id: c.id(),
    orderPointsId: c.ref(),
    refundKey: c.bytes(48),
    points: c.whole(),
    worthFen: c.whole(),
    /** Of the points, those whose lots had expired meanwhile. */
    expired: c.whole(),
    returnedAtMs: c.instant(),
  },
  {
    unique: [['orderPointsId', 'refundKey']],
  },
);

export type OrderPointsRow = RowOf<typeof orderPoints>;

export const orderPointsTables = [orderPoints, orderPointsReturns];
