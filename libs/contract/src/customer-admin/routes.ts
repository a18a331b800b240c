import { z } from 'zod';
import { starPeriod } from '../insights/schemas';
import { route } from '../route';
import {
  Channel,
  eitherEnd,
  InstantMs,
  LayerCode,
  page,
  PageQuery,
  PublicId,
  StoreCode,
  TimelineItem,
  TimelineQuery,
} from '../shared/schemas';
import { command, one } from '../shared/shapes';
import { Customer360, CustomerListItem, CustomerListOrder, CustomerOrder, customerFilters } from './schemas';

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
    // A body, not a query: a searched name or mobile number must not end up in addresses and access logs.
    method: 'POST',
    path: '/operator/customers/search',
    access: 'operator:customers.read',
    summary:
      'Customers, newest seen first; search by public id, order id, an exact mobile number, or any part of a name',
    body: PageQuery.extend({
      ...eitherEnd,
      ...customerFilters,
      search: z.string().trim().min(1).max(64).optional(),
      /** By what the list is sorted: last seen by default. `newest` then means the largest first. */
      by: CustomerListOrder.optional(),
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
  customerOrder: one('operator:customers.read', '/operator/orders/:orderId', {
    summary: 'One order with its lines and refunds, by its id or by the id of one of its refunds',
    reply: CustomerOrder,
    errors: ['ORDER_UNKNOWN'],
  }),
  findOrder: route({
    // A body, as for `customers`: whoever searches may type anything, also a name.
    method: 'POST',
    path: '/operator/orders/search',
    access: 'operator:customers.read',
    summary: 'The order that has a number of the seller, its own or that of one of its refunds',
    body: z.strictObject({ number: z.string().trim().min(1).max(64) }),
    reply: z.strictObject({ orderId: PublicId }),
    errors: ['ORDER_UNKNOWN'],
  }),
  exportCustomer: command('operator:customers.manage', '/operator/customers/:customerId/export', {
    summary:
      'Everything held about one customer as one JSON document, as they would get it themselves; it is logged',
    body: z.strictObject({}),
    reply: z.looseObject({ exportedAtMs: InstantMs }),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  eraseCustomer: command('operator:customers.manage', '/operator/customers/:customerId/erase', {
    summary: 'Destroy the personal data of a customer for good, at their wish; the ledger keeps amounts',
    body: z.strictObject({ confirm: z.literal('ERASE') }),
    reply: z.strictObject({ erased: z.literal(true) }),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
  mergeCustomers: command('operator:customers.manage', '/operator/customers/:customerId/merge', {
    summary:
      'Two customers are one person: the one known for longer is kept, with the points and orders of both',
    body: z.strictObject({ otherId: PublicId }),
    reply: z.strictObject({ mergeId: PublicId, keptId: PublicId, aliasId: PublicId }),
    errors: ['CUSTOMER_UNKNOWN', 'CUSTOMERS_SAME', 'CUSTOMER_ERASED'],
  }),
  unmergeCustomers: command(
    'operator:customers.manage',
    '/operator/customers/:customerId/merges/:mergeId/undo',
    {
      summary: 'Take a merge back: identities and points go where their own facts say',
      body: z.strictObject({}),
      reply: z.strictObject({ keptId: PublicId, aliasId: PublicId }),
      errors: ['CUSTOMER_UNKNOWN', 'MERGE_UNKNOWN', 'MERGE_UNDONE', 'MERGE_LATER_FIRST'],
    },
  ),
  customerTimeline: one('operator:customers.read', '/operator/customers/:customerId/timeline', {
    summary: 'The member journey, newest first; of some kinds only where they are named, with commas between',
    query: TimelineQuery,
    reply: page(TimelineItem),
    errors: ['CUSTOMER_UNKNOWN'],
  }),
};
