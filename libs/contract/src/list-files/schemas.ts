import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

/** Columns of a file of customers, in their order there. The id stands for the person; no name is in it. */
export const customerColumns = [
  'customer',
  'layer',
  'tier',
  'joined',
  'orders',
  'spent',
  'points',
  'lastSeen',
  'firstSeen',
] as const;

/** Lists that can be written whole into a file. */
export const fileLists = ['customers'] as const;

export const fileStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] as const;

export const ListFile = z
  .strictObject({
    fileId: PublicId,
    list: z.enum(fileLists),
    state: z.enum(fileStates),
    startedAtMs: InstantMs,
    finishedAtMs: InstantMs.nullable(),
    /** Until when the file is kept; null unless it is there. */
    keptUntilMs: InstantMs.nullable(),
    /** Rows written this far. */
    rows: z.int(),
    bytes: z.int(),
  })
  .meta({ id: 'ListFile', description: 'A whole list as a file, written in the background.' });
