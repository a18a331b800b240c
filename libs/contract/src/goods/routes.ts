import { z } from 'zod';
import { route } from '../route';
import { DayText, eitherEnd } from '../shared/schemas';
import { command, one, pages } from '../shared/shapes';
import {
  GoodsFigures,
  goodsBy,
  goodsPeriod,
  Item,
  ItemPage,
  itemStates,
  OpenLines,
  UnlistedItem,
} from './schemas';

const Category = z.string().min(1).max(255);

export const routes = {
  items: pages('operator:customers.read', '/operator/goods', {
    summary: 'Items of the catalogue, the newest first; of a category with everything below it',
    filters: {
      /** A part of the name or the beginning of the code. */
      search: z.string().trim().min(1).max(64).optional(),
      category: Category.optional(),
      state: z.enum(itemStates).optional(),
    },
    of: Item,
  }),
  goodsFigures: route({
    method: 'GET',
    path: '/operator/insights/goods',
    access: 'operator:insights.read',
    summary: 'Who bought what, by item or by category, the most buyers first (at most 500 rows)',
    query: z.strictObject(goodsPeriod),
    reply: GoodsFigures,
    errors: ['DAY_RANGE_INVALID'],
  }),
  goodsBoth: route({
    method: 'GET',
    path: '/operator/insights/goods/both',
    access: 'operator:insights.read',
    summary: 'How many people bought both of two items, or of two categories',
    query: z.strictObject({
      by: z.enum(goodsBy),
      one: Category,
      other: Category,
      from: DayText.optional(),
      to: DayText.optional(),
    }),
    reply: z.strictObject({ buyers: z.int() }),
    errors: ['DAY_RANGE_INVALID'],
  }),
  item: one('operator:insights.read', '/operator/goods/:itemId', {
    summary:
      'An item with its buyers, their layers, what they bought besides, and the margin where the cost is known',
    query: z.strictObject({ from: DayText.optional(), to: DayText.optional() }),
    reply: ItemPage,
    errors: ['ITEM_UNKNOWN', 'DAY_RANGE_INVALID'],
  }),
  setItemState: command('operator:goods.write', '/operator/goods/:itemId/state', {
    summary: 'Retire an item from the catalogue, or take it back; what was sold stays sold',
    body: z.strictObject({ state: z.enum(itemStates) }),
    reply: Item,
    errors: ['ITEM_UNKNOWN'],
  }),
  openLines: pages('operator:customers.read', '/operator/order-lines/open', {
    summary: 'Lines that wait for their order, or do not add up to its amount, the newest first',
    filters: { state: z.enum(['waiting', 'differs']).optional(), ...eitherEnd },
    of: OpenLines,
  }),
  unlistedItems: route({
    method: 'GET',
    path: '/operator/order-lines/unlisted',
    access: 'operator:customers.read',
    summary:
      'Codes that orders name and the catalogue does not have, the largest amounts first (at most 100)',
    reply: z.strictObject({ items: z.array(UnlistedItem) }),
    errors: [],
  }),
};
