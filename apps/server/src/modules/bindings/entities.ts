import { c, later } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** Who looks after a customer, and who did before: rows are closed, never changed otherwise. */
export const guideBindings = table(
  'guide_binding',
  {
    id: c.id(),
    brandId: c.ref(),
    customerId: c.ref(),
    guideId: c.ref(),
    /** Where the guide worked when the customer was bound. */
    storeId: c.ref(),
    boundAtMs: c.instant(),
    /** The far end of time (NEVER_MS) while it lasts. */
    endedAtMs: c.instant(),
    reason: c.oneOf(['scan', 'code', 'transfer', 'left']),
    /** When the two last met, or were put together: a guide's customers are listed by it. */
    contactAtMs: later(c.instant()),
  },
  {
    index: [
      ['customerId', 'endedAtMs'],
      ['guideId', 'endedAtMs'],
      ['guideId', 'endedAtMs', 'contactAtMs', 'id'],
    ],
  },
);

export type BindingRow = RowOf<typeof guideBindings>;

/** A code scanned at a counter: the contact by which a customer stays with a guide. */
export const guideScans = table(
  'guide_scan',
  {
    id: c.id(),
    brandId: c.ref(),
    guideId: c.ref(),
    storeId: c.ref(),
    customerId: c.ref(),
    scannedAtMs: c.instant(),
  },
  {
    index: [
      ['guideId', 'scannedAtMs'],
      ['customerId', 'guideId'],
    ],
  },
);

export const bindingTables = [guideBindings, guideScans];
