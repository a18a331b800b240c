import type { ReplyOf } from '@liuliang/contract/client';

export type Inbox = ReplyOf<'inbox'>;
export type Message = Inbox['items'][number];

/** The page where the thing of a message is: a tab, or a page of a sub-package. */
export const PLACES: Readonly<
  Record<Message['leadsTo'], { readonly tab: string } | { readonly page: string }>
> = {
  home: { tab: 'home' },
  points: { tab: 'points' },
  lots: { page: 'points/lots' },
  tier: { page: 'tier/tier' },
  gifts: { page: 'gifts/orders' },
};

/** The list with one message read, or all of them. What was read before keeps its time. */
export const withRead = (list: Inbox, id: string | 'all', readAtMs: number): Inbox => ({
  ...list,
  items: list.items.map((message) =>
    (id === 'all' || message.id === id) && message.readAtMs === null ? { ...message, readAtMs } : message,
  ),
});

/**
 * How many messages are unread, by a list that has just come and by what was known before: the first page of a longer list
 * is only part of the truth.
 */
export function unreadBy({ items, nextCursor }: Inbox, known: number): number {
  const here = items.filter(({ readAtMs }) => readAtMs === null).length;
  return nextCursor === null ? here : Math.max(here, known);
}
