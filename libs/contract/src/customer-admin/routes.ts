import { z } from 'zod';
import { starPeriod } from '../insights/schemas';
import { TierLevelNumber } from '../tiers/schemas';
import { route } from '../route';
import {
  Channel,
  DayText,
  eitherEnd,
  Fen,
  LayerCode,
  page,
  PageQuery,
  StoreCode,
  TimelineItem,
} from '../shared/schemas';
import { one } from '../shared/shapes';
import { Customer360, CustomerListItem, CustomerListOrder } from './schemas';

export const routes = {
  /** The customers behind a figure: every number of the STAR dashboard opens this list. */
  customersBehind: route({
    method: 'GET',
    path: '/operator/insights/customers',
    access: 'operator:customers.read',
    summary:
      'Customers behind a STAR figure: by layer on the first day, on the last day, and by buying between them',
    query: PageQuery.extend({
      ...starPeriod,
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
      ...eitherEnd,
      search: z.string().trim().min(1).max(64).optional(),
      layer: LayerCode.optional(),
      member: z.enum(['yes', 'no']).optional(),
      /** Members at this level. */
      tier: TierLevelNumber.optional(),
      /** By what the list is sorted: last seen by default. `newest` then means the largest first. */
      by: CustomerListOrder.optional(),
      /** Home store, by its code. */
      store: StoreCode.optional(),
      /** Whoever did anything in this channel. */
      channel: Channel.optional(),
      /** Paid before refunds, both ends included. Whoever was never seen is left out by a range. */
      spentFromFen: Fen.optional(),
      spentToFen: Fen.optional(),
      /** Days on which they were last seen, both included. */
      seenFrom: DayText.optional(),
      seenTo: DayText.optional(),
    }),
    // Counted up to 10,000: counting a million customers for every page costs more than the page.
    reply: page(CustomerListItem).extend({ total: z.int(), isTotalExact: z.boolean() }),
    errors: [],
  }),
  customerFilters: route({
    method: 'GET',
    path: '/operator/customers/filters',
    access: 'operator:customers.read',
    summary: 'By which stores and channels customers can be looked for; only stores that the reader may see',
    reply: z.strictObject({
      stores: z.array(z.strictObject({ code: StoreCode, name: z.string() })),
      channels: z.array(Channel),
    }),
    errors: [],
  }),
  customer360: one('operator:customers.read', '/operator/customers/:customerId', {
    summary: 'One customer; an alias answers with the customer it was merged into',
    reply: Customer360,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  customerTimeline: one('operator:customers.read', '/operator/customers/:customerId/timeline', {
    summary: 'The member journey, newest first',
    query: PageQuery,
    reply: page(TimelineItem),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
};
