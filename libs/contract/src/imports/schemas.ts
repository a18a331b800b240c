import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

export const importKinds = ['orders', 'refunds', 'events'] as const;

/** What files are written in. A spreadsheet's "CSV" is the encoding of its machine, its "Unicode text" is UTF-16. */
export const fileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type FileEncoding = (typeof fileEncodings)[number];

export const ImportJob = z
  .strictObject({
    importId: PublicId,
    kind: z.enum(importKinds),
    fileName: z.string(),
    encoding: z.enum(fileEncodings),
    /** Whether its orders correct those that are there. */
    corrects: z.boolean(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    startedAtMs: InstantMs,
    finishedAtMs: InstantMs.nullable(),
    bytes: z.int(),
    bytesDone: z.int(),
    lines: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    /** The commonest reasons for rejection, with how often. */
    reasons: z.array(z.strictObject({ code: z.string(), count: z.int() })),
    operator: z.string().nullable(),
  })
  .meta({ id: 'ImportJob' });

export const BATCH_ROWS_MAX = 2_000;

export const LINES_MAX = 200;

export const BatchOutcome = z
  .strictObject({
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.array(z.strictObject({ index: z.int(), code: z.string(), field: z.string().nullable() })),
  })
  .meta({ id: 'BatchOutcome' });
