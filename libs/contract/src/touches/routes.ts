import { z } from 'zod';
import { route } from '../route';
import { InstantMs } from '../shared/schemas';
import { command, pages } from '../shared/shapes';
import { InboxMessage } from './schemas';

export const routes = {
  inbox: pages('customer', '/members/me/inbox', {
    summary: 'In-app messages, newest first',
    of: InboxMessage,
  }),
  readMessage: command('customer', '/members/me/inbox/:messageId/read', {
    summary: 'Mark a message as read; harmless when repeated',
    reply: z.strictObject({ readAtMs: InstantMs }),
    errors: ['MESSAGE_UNKNOWN'],
  }),
  readAllMessages: route({
    method: 'POST',
    path: '/members/me/inbox/read',
    access: 'customer',
    summary: 'Mark everything that has come as read; harmless when repeated',
    reply: z.strictObject({ readAtMs: InstantMs }),
    errors: [],
  }),
};
