import { LIST_ENTRY_BYTES_MAX } from '@liuliang/domain';
import { c, primary } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

/** Facts from which layers are read. See README: one row is true from `day` until the day before `next_day`. */
export const customerDays = table(
  'customer_day',
  {
    brandId: primary(c.ref()),
    /** 0: the whole brand; otherwise a channel's number. */
    scope: primary(c.small()),
    customerId: primary(c.ref()),
    day: primary(c.day()),
    nextDay: c.day(),
    /** What happened on this very day: bit 1 touch, 2 shallow, 4 deep, 8 purchase or refund. */
    happened: c.small(),
    lastTouchDay: c.day(),
    lastShallowDay: c.day(),
    lastDeepDay: c.day(),
    lastPurchaseDay: c.day(),
    purchaseDays: c.small(),
  },
  {
    // Holds every column that a day's count needs, so that the count never leaves the index.
    index: [
      [
        'brandId',
        'scope',
        'nextDay',
        'day',
        'lastPurchaseDay',
        'purchaseDays',
        'lastDeepDay',
        'lastShallowDay',
        'lastTouchDay',
      ],
    ],
  },
);

/** Running figures per customer, so that lists and cards need no scan. */
export const customerTotals = table(
  'customer_total',
  {
    customerId: primary(c.ref()),
    brandId: c.ref(),
    orders: c.whole(),
    paidFen: c.whole(),
    refundedFen: c.whole(),
    firstSeenAtMs: c.instant(),
    lastSeenAtMs: c.instant(),
    lastOrderAtMs: c.instant(),
  },
  {
    // The orders of the list of customers.
    index: [
      ['brandId', 'lastSeenAtMs', 'customerId'],
      ['brandId', 'paidFen', 'customerId'],
    ],
  },
);

/** Counts of finished days, kept to draw charts quickly; dropped from a day on when late facts arrive. */
export const layerSnapshots = table('layer_snapshot', {
  brandId: primary(c.ref()),
  day: primary(c.day()),
  scope: primary(c.small()),
  /** Layer model and both windows: `5r/90/365`. */
  model: primary(c.text(32)),
  layer: primary(c.small()),
  /** Layer 0 marks the day as filled: 0, or minus the number of who is filling it; layer −1 does so for its list. */
  customers: c.whole(),
});

/** The layer whose row in `layer_snapshot` says which list of a day is whole: the number of who wrote it. */
export const LIST_MARK = -1;

/** Customers in one part of a list: their bytes stay below what a row of the server engines holds. */
export const LIST_PART = 5_000;

/**
 * Who was in which layer on a finished day, as bytes (`packLayers` of the domain), so that a flow between two days is
 * two short reads. Parts that `layer_snapshot` does not name are nothing, and are swept away.
 */
export const layerLists = table('layer_list', {
  brandId: primary(c.ref()),
  day: primary(c.day()),
  scope: primary(c.small()),
  model: primary(c.text(32)),
  /** Who wrote it. */
  filler: primary(c.ref()),
  part: primary(c.small()),
  customers: c.bytes(LIST_PART * LIST_ENTRY_BYTES_MAX),
});

export const insightsTables = [customerDays, customerTotals, layerSnapshots, layerLists];
