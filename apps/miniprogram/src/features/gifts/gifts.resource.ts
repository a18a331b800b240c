import type { ReplyOf } from '@liuliang/contract/client';
import { type Answer, personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { type GiftOrder, type GiftOrders, loadMyOrders, myOrders } from '../../common/gifts/my-orders';
import { showsPoints } from '../../common/points/points-changed';

export type GiftShelf = ReplyOf<'gifts'>;
export type Gift = GiftShelf['items'][number];
export type { GiftOrder } from '../../common/gifts/my-orders';

/** Whose points a gift is had for: a member's own, or what a guide earned at work. */
export type Audience = 'member' | 'guide';

/** One set of calls for each kind of points: the same gifts pages, other points and another list of orders. */
interface GiftCalls {
  readonly shelf: ReturnType<typeof personal<GiftShelf>>;
  readonly orders: ReturnType<typeof personal<GiftOrders>>;
  readonly loadMoreOrders: (cursor: string) => Promise<Answer<GiftOrders>>;
  readonly reserve: (key: string, giftId: string) => Promise<Answer<GiftOrder>>;
  readonly cancel: (orderId: string) => Promise<Answer<GiftOrder>>;
}

const loadGuides = (cursor?: string) => api.guideGiftOrders({ query: { cursor } });

export const giftApis: Record<Audience, GiftCalls> = {
  member: {
    shelf: showsPoints(personal<GiftShelf>({ rememberAs: 'gifts', load: () => api.gifts() })),
    orders: myOrders,
    loadMoreOrders: loadMyOrders,
    reserve: (key, giftId) => api.reserveGift({ body: { key, giftId } }),
    cancel: (orderId) => api.cancelGiftOrder({ params: { orderId }, body: {} }),
  },
  guide: {
    shelf: showsPoints(personal<GiftShelf>({ rememberAs: 'guide-gifts', load: () => api.guideGifts() })),
    orders: showsPoints(personal<GiftOrders>({ rememberAs: 'guide-gift-orders', load: () => loadGuides() })),
    loadMoreOrders: loadGuides,
    reserve: (key, giftId) => api.reserveGuideGift({ body: { key, giftId } }),
    cancel: (orderId) => api.cancelGuideGiftOrder({ params: { orderId }, body: {} }),
  },
};

export const audienceOf = (named: string | undefined): Audience => (named === 'guide' ? 'guide' : 'member');
