import { z } from 'zod';
import { route } from './route';
import { InstantMs, PublicId } from './shared.schemas';

export const importKinds = ['orders', 'refunds', 'events'] as const;

export const ImportJob = z
  .strictObject({
    importId: PublicId,
    kind: z.enum(importKinds),
    fileName: z.string(),
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

const importParams = z.strictObject({ importId: PublicId });

export const importsRoutes = {
  startImport: route({
    method: 'POST',
    path: '/operator/imports',
    access: 'operator:imports.write',
    summary: 'Upload a CSV file (raw text/csv body, at most 200 MB) and import it in the background',
    query: z.strictObject({ kind: z.enum(importKinds), fileName: z.string().min(1).max(120) }),
    reply: ImportJob,
    errors: ['HEADER_WRONG'],
    wire: 'csv',
  }),
  imports: route({
    method: 'GET',
    path: '/operator/imports',
    access: 'operator:imports.write',
    summary: 'The latest 50 imports, newest first',
    reply: z.strictObject({ items: z.array(ImportJob) }),
    errors: [],
  }),
  importStatus: route({
    method: 'GET',
    path: '/operator/imports/:importId',
    access: 'operator:imports.write',
    summary: 'Progress and result of one import',
    params: importParams,
    reply: ImportJob,
    errors: ['IMPORT_UNKNOWN'],
  }),
  importErrors: route({
    method: 'GET',
    path: '/operator/imports/:importId/errors.csv',
    access: 'operator:imports.write',
    summary: 'The rejected lines with line number, code and reason; the line itself is not repeated in full',
    params: importParams,
    reply: z.string(),
    errors: ['IMPORT_UNKNOWN'],
    wire: 'download',
  }),
};
