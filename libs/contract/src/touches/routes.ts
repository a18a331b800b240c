import { z } from 'zod';
import { route } from '../route';
import { InstantMs, PageQuery, PublicId, page } from '../shared/schemas';
import { InboxMessage } from './schemas';

export const routes = {
  inbox: route({
    method: 'GET',
    path: '/members/me/inbox',
    access: 'customer',
    summary: 'In-app messages, newest first',
    query: PageQuery,
    reply: page(InboxMessage),
    errors: [],
  }),
  readMessage: route({
    method: 'POST',
    path: '/members/me/inbox/:messageId/read',
    access: 'customer',
    summary: 'Mark a message as read; harmless when repeated',
    params: z.strictObject({ messageId: PublicId }),
    reply: z.strictObject({ readAtMs: InstantMs }),
    errors: ['MESSAGE_UNKNOWN'],
  }),
};
