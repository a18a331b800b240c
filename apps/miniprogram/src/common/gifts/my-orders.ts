import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { showsPoints } from '../points/points-changed';

export type GiftOrders = ReplyOf<'myGiftOrders'>;
export type GiftOrder = GiftOrders['items'][number];

export const loadMyOrders = (cursor?: string) => api.myGiftOrders({ query: { cursor } });

/** A member's own gifts, newest first: their list, and on the first screen what waits to be collected. */
export const myOrders = showsPoints(
  personal<GiftOrders>({ rememberAs: 'gift-orders', load: () => loadMyOrders() }),
);
