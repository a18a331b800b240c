import { z } from 'zod';
import { PointsHistory, PointsLot, PointsLotStory, PointsOverview } from './points.schemas';
import { route } from './route';
import { page, PageQuery, PublicId } from './shared.schemas';

/** A member's own points. */
export const pointsRoutes = {
  pointsHistory: route({
    method: 'GET',
    path: '/members/me/points',
    access: 'member',
    summary: 'Balance and history with reasons, newest first',
    query: PageQuery,
    reply: PointsHistory,
    errors: [],
  }),
  pointsOverview: route({
    method: 'GET',
    path: '/members/me/points/overview',
    access: 'member',
    summary: 'What is available, on its way, held and about to expire, each with its dates',
    reply: PointsOverview,
    errors: [],
  }),
  pointsLots: route({
    method: 'GET',
    path: '/members/me/points/lots',
    access: 'member',
    summary: 'Every credit with something left in it, the one that expires first at the top',
    query: PageQuery,
    reply: page(PointsLot),
    errors: [],
  }),
  pointsLotStory: route({
    method: 'GET',
    path: '/members/me/points/lots/:lotId',
    access: 'member',
    summary: 'One credit: where it came from, and what became of it step by step',
    params: z.strictObject({ lotId: PublicId }),
    reply: PointsLotStory,
    errors: ['LOT_UNKNOWN'],
  }),
};
