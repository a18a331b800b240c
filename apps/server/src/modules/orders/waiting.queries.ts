import type { Reader } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { keyset, type Newest, type PageAsk } from '../../platform/http';
import { refunds } from './entities';

const COLUMNS = [
  'id',
  'refundKey',
  'orderKey',
  'amountFen',
  'refundedAtMs',
  'receivedAtMs',
  'source',
] as const;

export type WaitingRow = Pick<RowOf<typeof refunds>, (typeof COLUMNS)[number]>;

/** Refunds of a brand whose orders are not here, by when they came. */
export const waitingPage = (reader: Reader, brandId: number, page: PageAsk<Newest>): Promise<WaitingRow[]> =>
  refunds.select(
    reader,
    brandId,
    { state: 'waiting' },
    { columns: COLUMNS, ...keyset(page, { atMs: 'received_at_ms', id: 'id' }) },
  );
