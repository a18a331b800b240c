import type { ReplyOf } from '@liuliang/contract/client';
import { createResource, personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { showsPoints } from '../../common/points/points-changed';

export type MyOrders = ReplyOf<'myOrders'>;
export type MyOrder = MyOrders['items'][number];
export type MyOrderWhole = ReplyOf<'myOrder'>;

const loadOrders = (cursor?: string) => api.myOrders({ query: { cursor } });

export const myOrders = showsPoints(
  personal<MyOrders>({ rememberAs: 'my-orders', load: () => loadOrders() }),
);
export const loadMoreOrders = (cursor: string) => loadOrders(cursor);

export const openOrder = (orderId: string) =>
  createResource<MyOrderWhole>({ load: () => api.myOrder({ params: { orderId } }) });
