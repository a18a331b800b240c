import { z } from 'zod';
import { InstantMs } from '../shared/schemas';

/** What keeps a draft from being published, and where: `multipliers.item.2.items`. */
export const DocumentFault = z
  .strictObject({ path: z.string(), fault: z.string() })
  .meta({ id: 'DocumentFault' });

/** Everything about a version but what it says. Authors are names; null: the system, or nobody yet. */
export const documentHead = {
  version: z.int().min(1),
  state: z.enum(['draft', 'published']),
  /** Whether it holds at this moment. */
  isInForce: z.boolean(),
  /** 0: from the beginning, or a draft. */
  startsAtMs: InstantMs,
  note: z.string(),
  createdBy: z.string().nullable(),
  createdAtMs: InstantMs,
  changedBy: z.string().nullable(),
  changedAtMs: InstantMs,
  publishedBy: z.string().nullable(),
  publishedAtMs: InstantMs.nullable(),
  /** The second person, where one had to agree. */
  approvedBy: z.string().nullable(),
  /** Somebody wants the draft to be published, and a second person has to approve; null: nobody does. */
  asked: z
    .strictObject({
      by: z.string().nullable(),
      /** Which request it is: what approving has to name. */
      atMs: InstantMs,
      /** Null: from its approval on. */
      startsAtMs: InstantMs.nullable(),
      /** Asked by the caller, so that somebody else has to approve. */
      isMine: z.boolean(),
    })
    .nullable(),
};
export type DocumentHead = z.output<z.ZodObject<typeof documentHead>>;
