import { z } from 'zod';
import { route } from './route';
import {
  Channel,
  DayText,
  Fen,
  InstantMs,
  LayerCode,
  page,
  PageQuery,
  Points,
  PublicId,
  TimelineItem,
} from './shared.schemas';
import { TierBadge } from './tiers.schemas';

const Rate = z.number().nullable();
const byLayer = <T extends z.ZodType>(value: T) => z.record(LayerCode, value);

/** HANDBOOK section 5; the same shape as `cli star --json`. Money per head is in fen with 2 decimals, rates unrounded. */
export const StarReport = z
  .strictObject({
    S: z.strictObject({
      total: z.strictObject({ from: z.int(), to: z.int(), growth: Rate, new: z.int(), lost: z.int() }),
      byLayer: byLayer(z.strictObject({ from: z.int(), to: z.int(), growth: Rate })),
    }),
    T: z.strictObject({ from: byLayer(Rate), to: byLayer(Rate) }),
    A: z.strictObject({
      flow: z.array(z.array(z.int())),
      forward: byLayer(Rate),
      stay: byLayer(Rate),
      reverse: byLayer(Rate),
    }),
    R: z.strictObject({ total: z.lazy(() => Returning), byLayer: byLayer(z.lazy(() => Returning)) }),
  })
  .meta({ id: 'StarReport' });

export const Returning = z
  .strictObject({
    gmvFen: z.int(),
    netGmvFen: z.int(),
    orders: z.int(),
    buyers: z.int(),
    conversion: Rate,
    spendPerBuyerFen: Rate,
    spendPerOrderFen: Rate,
    repurchaseRate: Rate,
  })
  .meta({ id: 'Returning' });

const period = { from: DayText, to: DayText, channel: Channel.optional() };

export const CustomerListItem = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    isMember: z.boolean(),
    joinedAtMs: InstantMs.nullable(),
    layer: LayerCode,
    /** Null before joining. */
    tier: TierBadge.nullish(),
    orders: z.int(),
    spentFen: Fen,
    pointsAvailable: Points,
    firstSeenAtMs: InstantMs,
    lastSeenAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'CustomerListItem' });

export const Customer360 = CustomerListItem.extend({
  mobileMasked: z.string().nullable(),
  homeStore: z.string().nullable(),
  identities: z.array(z.strictObject({ kind: z.string(), masked: z.string(), sinceMs: InstantMs })),
  consents: z.array(
    z.strictObject({ purpose: z.string(), granted: z.boolean(), version: z.string(), atMs: InstantMs }),
  ),
  aliases: z.array(PublicId),
  refundedFen: Fen,
  pointsPending: Points,
  /** The layer over time, oldest first: from this day on. */
  layers: z.array(z.strictObject({ from: DayText, layer: LayerCode })),
}).meta({ id: 'Customer360' });

export const insightsRoutes = {
  starReport: route({
    method: 'GET',
    path: '/operator/insights/star',
    access: 'operator:insights.read',
    summary: 'STAR between two days, whole brand or one channel',
    query: z.strictObject(period),
    reply: StarReport,
    errors: ['DAY_RANGE_INVALID', 'CHANNEL_UNKNOWN'],
  }),
  assetsOverTime: route({
    method: 'GET',
    path: '/operator/insights/assets',
    access: 'operator:insights.read',
    summary: 'Customers by layer on a series of days (at most 400 points)',
    query: z.strictObject({ ...period, stepDays: z.coerce.number().int().min(1).max(92).default(7) }),
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
  /** The customers behind a figure: every number of the STAR dashboard opens this list. */
  customersBehind: route({
    method: 'GET',
    path: '/operator/insights/customers',
    access: 'operator:customers.read',
    summary:
      'Customers behind a STAR figure: by layer on the first day, on the last day, and by buying between them',
    query: PageQuery.extend({
      ...period,
      layerFrom: LayerCode.optional(),
      layerTo: LayerCode.optional(),
      /** `buyers`: at least one paid order in the period; `repeat`: at least two purchase days in it. */
      bought: z.enum(['buyers', 'repeat']).optional(),
      /** `asset`: any layer but none, `up` and `down`: moved between the two days. */
      moved: z.enum(['up', 'down', 'stay']).optional(),
      assetFrom: z.enum(['yes', 'no']).optional(),
      assetTo: z.enum(['yes', 'no']).optional(),
    }),
    reply: page(CustomerListItem.extend({ layerFrom: LayerCode, layerTo: LayerCode })).extend({
      total: z.int(),
    }),
    errors: ['DAY_RANGE_INVALID', 'CHANNEL_UNKNOWN'],
  }),
  customers: route({
    // A body, not a query: a searched mobile number must not end up in addresses and access logs.
    method: 'POST',
    path: '/operator/customers/search',
    access: 'operator:customers.read',
    summary:
      'Customers, newest seen first; search by public id, order id, or an exact mobile number, never by part of one',
    body: PageQuery.extend({
      search: z.string().trim().min(1).max(64).optional(),
      layer: LayerCode.optional(),
      member: z.enum(['yes', 'no']).optional(),
      /** Members at this level. */
      tier: z.int().min(1).max(8).optional(),
    }),
    reply: page(CustomerListItem).extend({ total: z.int() }),
    errors: [],
  }),
  customer360: route({
    method: 'GET',
    path: '/operator/customers/:customerId',
    access: 'operator:customers.read',
    summary: 'One customer; an alias answers with the customer it was merged into',
    params: z.strictObject({ customerId: PublicId }),
    reply: Customer360,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  customerTimeline: route({
    method: 'GET',
    path: '/operator/customers/:customerId/timeline',
    access: 'operator:customers.read',
    summary: 'The member journey, newest first',
    params: z.strictObject({ customerId: PublicId }),
    query: PageQuery,
    reply: page(TimelineItem),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
};
