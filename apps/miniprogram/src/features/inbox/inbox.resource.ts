import type { ReplyOf } from '@liuliang/contract/client';
import { personal } from '../../platform/resource';
import { api } from '../../platform/session';

export type Inbox = ReplyOf<'inbox'>;
export type Message = Inbox['items'][number];

const loadPage = (cursor?: string) => api.inbox({ query: { cursor } });

export const inbox = personal<Inbox>({ rememberAs: 'inbox', load: () => loadPage() });
export const loadMoreMessages = (cursor: string) => loadPage(cursor);

/** The list with one message read. */
export const withRead = (list: Inbox, id: string, readAtMs: number): Inbox => ({
  ...list,
  items: list.items.map((message) => (message.id === id ? { ...message, readAtMs } : message)),
});
