import type { ReplyOf } from '@liuliang/contract/client';
import { createResource, personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { showsPoints } from '../../common/points/points-changed';

export type PointsHistory = ReplyOf<'pointsHistory'>;
export type PointsOverview = ReplyOf<'pointsOverview'>;
export type PointsLots = ReplyOf<'pointsLots'>;
export type PointsLot = PointsLots['items'][number];
export type LotStory = ReplyOf<'pointsLotStory'>;
export type LotMove = LotStory['moves'][number];

const loadHistory = (cursor?: string) => api.pointsHistory({ query: { cursor } });
const loadLots = (cursor?: string) => api.pointsLots({ query: { cursor } });

export const overview = showsPoints(
  personal<PointsOverview>({ rememberAs: 'points-overview', load: () => api.pointsOverview() }),
);
export const history = showsPoints(
  personal<PointsHistory>({ rememberAs: 'points', load: () => loadHistory() }),
);
export const loadMoreHistory = (cursor: string) => loadHistory(cursor);

export const lots = showsPoints(personal<PointsLots>({ rememberAs: 'lots', load: () => loadLots() }));
export const loadMoreLots = (cursor: string) => loadLots(cursor);

export const openLot = (lotId: string) =>
  createResource<LotStory>({ load: () => api.pointsLotStory({ params: { lotId } }) });

export const earningWords = personal<ReplyOf<'earningInWords'>>({
  rememberAs: 'earning',
  load: () => api.earningInWords(),
});
