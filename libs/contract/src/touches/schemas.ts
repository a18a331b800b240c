import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

/** Where the thing of a message is, among the screens of the mini-program. */
export const messagePlaces = ['home', 'points', 'lots', 'tier', 'gifts'] as const;
export type MessagePlace = (typeof messagePlaces)[number];

export const InboxMessage = z
  .strictObject({
    id: PublicId,
    template: z.string(),
    title: z.strictObject({ zh: z.string(), en: z.string() }),
    body: z.strictObject({ zh: z.string(), en: z.string() }),
    leadsTo: z.enum(messagePlaces),
    sentAtMs: InstantMs,
    readAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'InboxMessage' });
