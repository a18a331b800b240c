import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

/** As somebody typed, pasted or scanned it: the server alone knows what an address is. */
export const ContactText = z.string().trim().min(1).max(1_000);

/** How customers reach a guide in WeCom. */
export const GuideContact = z
  .strictObject({
    /** What the guide's "contact me" code says, to be drawn as one. */
    link: z.string(),
    setAtMs: InstantMs,
    setBy: z.enum(['guide', 'operator']),
  })
  .meta({ id: 'GuideContact' });

/** The contact of one of the brand's guides. */
export const GuideContactItem = GuideContact.extend({ guideId: PublicId }).meta({ id: 'GuideContactItem' });

/** Null: none. */
export const ContactOrNone = z.strictObject({ contact: GuideContact.nullable() });
