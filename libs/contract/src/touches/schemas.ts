import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

export const InboxMessage = z
  .strictObject({
    id: PublicId,
    template: z.string(),
    title: z.strictObject({ zh: z.string(), en: z.string() }),
    body: z.strictObject({ zh: z.string(), en: z.string() }),
    sentAtMs: InstantMs,
    readAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'InboxMessage' });
