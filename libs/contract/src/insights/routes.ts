import { z } from 'zod';
import { route } from '../route';
import { DayText, LayerCode } from '../shared/schemas';
import { byLayer, Rate, starPeriod, StarReport } from './schemas';

export const routes = {
  starReport: route({
    method: 'GET',
    path: '/operator/insights/star',
    access: 'operator:insights.read',
    summary: 'STAR between two days, whole brand or one channel',
    query: z.strictObject(starPeriod),
    reply: StarReport,
    errors: ['DAY_RANGE_INVALID', 'CHANNEL_UNKNOWN'],
  }),
  assetsOverTime: route({
    method: 'GET',
    path: '/operator/insights/assets',
    access: 'operator:insights.read',
    summary: 'Customers by layer on a series of days (at most 400 points)',
    query: z.strictObject({ ...starPeriod, stepDays: z.coerce.number().int().min(1).max(92).default(7) }),
    reply: z.strictObject({
      layers: z.array(LayerCode),
      points: z.array(z.strictObject({ day: DayText, counts: byLayer(z.int()) })),
    }),
    errors: ['DAY_RANGE_INVALID', 'CHANNEL_UNKNOWN'],
  }),
  channelAssets: route({
    method: 'GET',
    path: '/operator/insights/channels',
    access: 'operator:insights.read',
    summary:
      'Assets per channel on two days, and the overlap: what the channel sums exceed the brand’s total by',
    query: z.strictObject({ from: DayText, to: DayText }),
    reply: z.strictObject({
      channels: z.array(z.strictObject({ channel: z.string(), from: z.int(), to: z.int(), growth: Rate })),
      brand: z.strictObject({ from: z.int(), to: z.int() }),
      overlap: z.strictObject({ from: z.int(), to: z.int() }),
    }),
    errors: ['DAY_RANGE_INVALID'],
  }),
};
