import { z } from 'zod';
import { route } from '../route';
import { command, pages } from '../shared/shapes';
import { Latitude, Longitude, MemberStore, MyGuide, StoreItem, StorePlace } from './schemas';

export const routes = {
  stores: pages('operator:customers.read', '/operator/stores', {
    summary: 'Stores of the brand, each with where it is and when it is open, the newest first',
    of: StoreItem,
  }),
  describeStore: command('operator:stores.write', '/operator/stores/:storeId', {
    summary: 'Say where a store is and when it is open: from then on members see it',
    body: StorePlace,
    reply: StoreItem,
    errors: ['STORE_UNKNOWN'],
  }),
  hideStore: command('operator:stores.write', '/operator/stores/:storeId/hide', {
    summary: 'Take a store from what members see',
    body: z.strictObject({}),
    reply: StoreItem,
    errors: ['STORE_UNKNOWN'],
  }),
  findStores: route({
    method: 'POST',
    path: '/members/me/stores',
    access: 'customer',
    summary: 'Stores near a place, the nearest first, or of a city; the place is kept nowhere',
    body: z.strictObject({
      near: z.strictObject({ latitude: Latitude, longitude: Longitude }).optional(),
      city: z.string().max(32).optional(),
    }),
    reply: z.strictObject({
      items: z.array(MemberStore),
      /** Every city with stores, to choose from. */
      cities: z.array(z.string()),
      /** There are more than are shown: a city says which. */
      hasMore: z.boolean(),
    }),
    errors: [],
  }),
  myGuide: route({
    method: 'GET',
    path: '/members/me/guide',
    access: 'member',
    summary: 'Who looks after me, and how to reach their store',
    reply: z.strictObject({ guide: MyGuide.nullable() }),
    errors: [],
  }),
};
