import { c } from '../../platform/db/columns';
import { table } from '../../platform/db/table';

export const guides = table(
  'guide',
  {
    id: c.id(),
    brandId: c.ref(),
    code: c.bytes(32),
    storeId: c.ref(),
    /** The customer behind the guide's own WeChat; 0 for a guide first met in an import. */
    customerId: c.ref(),
    name: c.text(64),
    leftAtMs: c.instant(),
  },
  {
    unique: [['brandId', 'code']],
    index: [['customerId'], ['brandId', 'storeId']],
  },
);

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

export const guideTables = [guides, guideScans];
