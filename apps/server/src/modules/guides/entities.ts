import { type Tables } from '../../platform/db/tables';

export const guideTables: Tables = (c) => ({
  guide: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      code: c.bytes(32),
      store_id: c.ref(),
      /** The customer behind the guide's own WeChat; 0 for a guide first met in an import. */
      customer_id: c.ref(),
      name: c.text(64),
      left_at_ms: c.instant(),
    },
    unique: [['brand_id', 'code']],
    index: [['customer_id'], ['brand_id', 'store_id']],
  },
  guide_scan: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      guide_id: c.ref(),
      store_id: c.ref(),
      customer_id: c.ref(),
      scanned_at_ms: c.instant(),
    },
    index: [
      ['guide_id', 'scanned_at_ms'],
      ['customer_id', 'guide_id'],
    ],
  },
});
