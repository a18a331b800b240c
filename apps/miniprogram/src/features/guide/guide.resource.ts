import type { ReplyOf } from '@liuliang/contract/client';
import { createResource, personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type GuideHome = ReplyOf<'guideHome'>;
export type CustomerCard = ReplyOf<'guideCustomer'>;
export type Timeline = ReplyOf<'guideCustomerTimeline'>;
export type TimelineItem = Timeline['items'][number];

/** Everything here is about other people, so none of it is kept on the device. */
export const today = personal<GuideHome>({ load: () => api.guideHome() });

/** What can be looked at by itself, with the kinds it consists of; orders come first, because they tell most. */
export const timelineParts = {
  orders: ['order', 'refund'],
  all: [],
  points: ['points'],
  contacts: ['event', 'touch'],
} as const satisfies Record<string, readonly string[]>;

export type TimelinePart = keyof typeof timelineParts;

const loadTimeline = (customerId: string, part: TimelinePart, cursor?: string) =>
  api.guideCustomerTimeline({
    params: { customerId },
    query: { cursor, kinds: timelineParts[part].join(',') || undefined },
  });

/** One customer as a guide's page shows them. */
export const openCustomer = (customerId: string) => ({
  card: createResource<CustomerCard>({ load: () => api.guideCustomer({ params: { customerId } }) }),
});

/** The customer's picture, kept nowhere. */
export const openAvatar = (customerId: string) =>
  createResource<ReplyOf<'guideCustomerAvatar'>>({
    load: () => api.guideCustomerAvatar({ params: { customerId } }),
  });

/** One part of what passed between the brand and a customer. */
export const openTimeline = (customerId: string, part: TimelinePart) => ({
  timeline: createResource<Timeline>({ load: () => loadTimeline(customerId, part) }),
  loadMore: (cursor: string) => loadTimeline(customerId, part, cursor),
});

export type OpenCustomer = ReturnType<typeof openCustomer>;

let justScanned: CustomerCard | null = null;

/** Hands the scanned card to the page that opens next, which then shows it at once. */
export function rememberCard(card: CustomerCard): void {
  justScanned = card;
}

export function takeRememberedCard(customerId: string): CustomerCard | null {
  const card = justScanned?.customerId === customerId ? justScanned : null;
  justScanned = null;
  return card;
}
