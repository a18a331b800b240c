import { z } from 'zod';
import { route } from '../route';
import { keyCodes, signatureCodes } from '../shared/codes';
import { PublicId } from '../shared/schemas';
import { command, one } from '../shared/shapes';
import {
  BATCH_ROWS_MAX,
  BatchOutcome,
  codeMeanings,
  CODES_MAX,
  ImportJob,
  ImportPreview,
  LINES_MAX,
  fileEncodings,
  importKinds,
  SHEET_NAME_MAX,
} from './schemas';

const importParams = z.strictObject({ importId: PublicId });

/** Rows are checked one by one by the same rules as `cli import`; a bad row is reported and loses nothing else. */
const field = z.union([z.string().max(512), z.number(), z.null()]);

const row = z.record(z.string().max(32), field);

/**
 * As above, and with `lines`, if the sender has them: of an order `item`, `quantity` and `amount_fen` each, of a refund
 * the `line` of the order, counted from 1, and its `amount_fen`. They add up to the row's own `amount_fen`. An order with
 * `correct: true` replaces what was said of it before.
 */
const rowWithLines = z.record(
  z.string().max(32),
  z.union([field, z.boolean(), z.array(z.record(z.string().max(32), field)).max(LINES_MAX)]),
);

export const routes = {
  startImport: route({
    method: 'POST',
    path: '/operator/imports',
    access: 'operator:imports.write',
    summary:
      'Upload a CSV file or a workbook (.xlsx; the raw body, at most 200 MB): it is read and checked in the background, and posts nothing until it is confirmed',
    query: z.strictObject({
      kind: z.enum(importKinds),
      fileName: z.string().min(1).max(120),
      /** Absent: found out from the bytes, and asked for when that is not clear. */
      encoding: z.enum(fileEncodings).optional(),
      /** Of a workbook; absent: the first that has rows and is not hidden. */
      sheet: z.string().min(1).max(SHEET_NAME_MAX).optional(),
      /** Orders alone: those that are there already with other content are corrected, each of them audited. */
      correct: z.enum(['true', 'false']).optional(),
    }),
    reply: ImportJob,
    errors: [
      'WORKBOOK_UNREADABLE',
      'WORKBOOK_TOO_LARGE',
      'SHEET_UNKNOWN',
      'ENCODING_UNSURE',
      'HEADER_WRONG',
      'CELLS_MERGED',
    ],
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
  waitingImports: route({
    method: 'GET',
    path: '/operator/waiting-imports',
    access: 'operator:imports.write',
    summary:
      'Imports of balances above what their uploader may let in alone, for whoever may confirm them as the second person',
    reply: z.strictObject({ items: z.array(ImportJob) }),
    errors: [],
  }),
  importStatus: one('operator:imports.write', '/operator/imports/:importId', {
    summary: 'Progress and result of one import',
    reply: ImportJob,
    errors: ['IMPORT_UNKNOWN'],
  }),
  importPreview: one('operator:imports.write', '/operator/imports/:importId/preview', {
    summary: 'What an upload would do: first problems, codes that nobody knows with what they may mean',
    reply: ImportPreview,
    errors: ['IMPORT_UNKNOWN'],
  }),
  confirmImport: command('operator:imports.write', '/operator/imports/:importId/confirm', {
    summary: 'Import the file that was checked; lines with codes that are not answered here are refused',
    body: z.strictObject({
      fileHash: z.string().length(64),
      codes: z
        .array(
          z.strictObject({
            number: z.int().min(1),
            meaning: z.enum(codeMeanings),
            /** With `as`: the code that is meant. */
            as: z.string().max(64).optional(),
          }),
        )
        .max(CODES_MAX),
    }),
    reply: ImportJob,
    errors: ['IMPORT_UNKNOWN', 'IMPORT_NOT_WAITING', 'IMPORT_CODE_UNKNOWN', 'IMPORT_SECOND_PERSON'],
  }),
  discardImport: command('operator:imports.write', '/operator/imports/:importId/discard', {
    summary: 'Throw away an upload that was not confirmed',
    reply: ImportJob,
    errors: ['IMPORT_UNKNOWN', 'IMPORT_NOT_WAITING'],
  }),
  reverseImport: command('operator:imports.write', '/operator/imports/:importId/reverse', {
    summary:
      'Refund what is left of every order that an import brought, or take back the refunds that it brought, or its balances as long as nobody used them; within 30 days of it',
    reply: ImportJob,
    errors: ['IMPORT_UNKNOWN', 'IMPORT_NOT_REVERSIBLE', 'IMPORT_POINTS_MOVED'],
  }),
  importErrors: route({
    method: 'GET',
    path: '/operator/imports/:importId/errors.csv',
    access: 'operator:imports.write',
    summary:
      'The rejected lines with line number, code, reason, and the line as it stood in the file (for 30 days)',
    params: importParams,
    reply: z.string(),
    errors: ['IMPORT_UNKNOWN'],
    wire: 'download',
  }),
  ingestBatch: route({
    method: 'POST',
    path: '/open/batches',
    access: 'open-api',
    summary:
      'Events, orders and refunds from POS and platforms. Headers: X-Liuliang-Key, -Timestamp (ms), -Nonce, -Signature, Idempotency-Key',
    body: z.strictObject({
      events: z.array(row).max(BATCH_ROWS_MAX).default([]),
      orders: z.array(rowWithLines).max(BATCH_ROWS_MAX).default([]),
      refunds: z.array(rowWithLines).max(BATCH_ROWS_MAX).default([]),
    }),
    reply: z.strictObject({ events: BatchOutcome, orders: BatchOutcome, refunds: BatchOutcome }),
    errors: [...signatureCodes, ...keyCodes],
  }),
};
