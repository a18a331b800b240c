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
};
export type DocumentHead = z.output<z.ZodObject<typeof documentHead>>;
