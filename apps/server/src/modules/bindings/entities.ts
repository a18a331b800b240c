import { type Tables } from '../../platform/db/tables';

export const bindingTables: Tables = (c) => ({
  // Who looks after a customer, and who did before: rows are closed, never changed otherwise.
  guide_binding: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      customer_id: c.ref(),
      guide_id: c.ref(),
      store_id: c.ref(),
      bound_at_ms: c.instant(),
      /** The far end of time (NEVER_MS) while it lasts. */
      ended_at_ms: c.instant(),
      /** scan, transfer, left */
      reason: c.text(16),
    },
    index: [
      ['customer_id', 'ended_at_ms'],
      ['guide_id', 'ended_at_ms'],
    ],
  },
});
