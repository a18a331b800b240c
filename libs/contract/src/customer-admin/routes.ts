import { z } from 'zod';
import { starPeriod } from '../insights/schemas';
import { TierLevelNumber } from '../tiers/schemas';
import { route } from '../route';
import { eitherEnd, LayerCode, page, PageQuery, TimelineItem } from '../shared/schemas';
import { one } from '../shared/shapes';
import { Customer360, CustomerListItem } from './schemas';

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
    }),
    // Counted up to 10,000: counting a million customers for every page costs more than the page.
    reply: page(CustomerListItem).extend({ total: z.int(), isTotalExact: z.boolean() }),
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
