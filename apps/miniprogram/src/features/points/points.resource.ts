import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type PointsHistory = ReplyOf<'pointsHistory'>;

const loadPage = (cursor?: string) => api.pointsHistory({ query: { cursor } });

export const history = personal<PointsHistory>({ rememberAs: 'points', load: () => loadPage() });
export const loadMoreHistory = (cursor: string) => loadPage(cursor);
