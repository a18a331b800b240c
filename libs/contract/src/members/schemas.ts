import { z } from 'zod';
import { InstantMs } from '../shared/schemas';

export const Birthday = z
  .strictObject({
    calendar: z.enum(['gregorian', 'lunar']),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
  })
  .meta({ id: 'Birthday' });

export const consentPurposes = ['membership', 'marketing', 'personalisation'] as const;

export const ConsentPurpose = z.enum(consentPurposes).meta({ id: 'ConsentPurpose' });

export const Consent = z
  .strictObject({
    purpose: ConsentPurpose,
    version: z.string(),
    granted: z.boolean(),
    atMs: InstantMs,
    channel: z.string(),
  })
  .meta({ id: 'Consent' });

/** The text a customer agrees to; `version` is a hash of the text and changes with it. */
export const ConsentText = z
  .strictObject({
    purpose: ConsentPurpose,
    version: z.string(),
    required: z.boolean(),
    title: z.strictObject({ zh: z.string(), en: z.string() }),
    text: z.strictObject({ zh: z.string(), en: z.string() }),
  })
  .meta({ id: 'ConsentText' });
