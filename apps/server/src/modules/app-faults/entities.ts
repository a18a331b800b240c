import { appFaultKinds, appFaultPlatforms } from '@liuliang/contract';
import { c } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** One kind of fault on one day of a brand. All that tells kinds apart is its key, so that a kind is one row a day. */
export const appFaults = table(
  'app_fault',
  {
    id: c.id(),
    brandId: c.ref(),
    day: c.day(),
    kind: c.oneOf(appFaultKinds),
    platform: c.oneOf(appFaultPlatforms),
    version: c.text(16),
    page: c.text(96),
    message: c.text(160),
    times: c.whole(),
    firstSeenMs: c.instant(),
    lastSeenMs: c.instant(),
  },
  {
    unique: [['brandId', 'day', 'kind', 'platform', 'version', 'page', 'message']],
    index: [['brandId', 'lastSeenMs', 'id'], ['lastSeenMs']],
  },
);

export type AppFaultRow = RowOf<typeof appFaults>;

export const appFaultTables = [appFaults];
