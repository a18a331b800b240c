import type { ReplyOf } from '@liuliang/contract/client';
import { createResource, personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { showsPoints } from '../../common/points/points-changed';

export type Transfers = ReplyOf<'myTransfers'>;
export type Transfer = Transfers['items'][number];

const loadPage = (cursor?: string) => api.myTransfers({ query: { cursor } });

export const transfers = showsPoints(
  personal<Transfers>({ rememberAs: 'transfers', load: () => loadPage() }),
);
export const loadMoreTransfers = (cursor: string) => loadPage(cursor);

const claimPath = (code: string): string => `/packages/transfer/claim/index?code=${encodeURIComponent(code)}`;

/** What a friend gets to accept a transfer. */
export const shareOf = (code: string, title: string) => ({ title, path: claimPath(code) });

/** What a claim code holds. */
export const openClaim = (code: string) =>
  createResource<Transfer>({ load: () => api.previewTransfer({ body: { code } }) });
