import { z } from 'zod';
import { InstantMs, Points, PublicId } from '../shared/schemas';

export const importKinds = ['orders', 'refunds', 'events', 'balances', 'items', 'order-lines'] as const;

/** What files are written in. A spreadsheet's "CSV" is the encoding of its machine, its "Unicode text" is UTF-16. */
export const fileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type FileEncoding = (typeof fileEncodings)[number];

/** What a file is, by its bytes: text in lines, or a workbook of a spreadsheet. */
export const fileFormats = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** The longest name that a spreadsheet gives a sheet. */
export const SHEET_NAME_MAX = 31;

/**
 * An upload is read first (`checking`) and posts nothing until somebody has seen what it would do (`checked`) and says so;
 * `discarded`: nobody did. `reversing`, `reversed`: the orders that it brought are refunded again, its refunds or points taken back.
 */
export const importStates = [
  'checking',
  'checked',
  'queued',
  'running',
  'done',
  'failed',
  'discarded',
  'reversing',
  'reversed',
] as const;

/** What a row may name by a code. */
export const codedThings = ['channel', 'store', 'guide'] as const;
export type CodedThing = (typeof codedThings)[number];

export const ImportJob = z
  .strictObject({
    importId: PublicId,
    kind: z.enum(importKinds),
    fileName: z.string(),
    format: z.enum(fileFormats),
    encoding: z.enum(fileEncodings),
    /** Of a workbook; null of others. */
    workbook: z
      .strictObject({
        /** The sheet that is read. */
        sheet: z.string(),
        /** Some of the others that have rows; they are not read. */
        unread: z.array(z.string()),
        /** Rows of the sheet that are hidden, or filtered away; they are read like the others. */
        hiddenRows: z.int(),
      })
      .nullable(),
    /** Whether its orders correct those that are there. */
    corrects: z.boolean(),
    state: z.enum(importStates),
    startedAtMs: InstantMs,
    finishedAtMs: InstantMs.nullable(),
    bytes: z.int(),
    bytesDone: z.int(),
    lines: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    /** Of these, lines that name a code which nobody confirmed. */
    held: z.int(),
    /** Orders, refunds or balances that it brought and that reversing it would take back; 0 where it cannot be reversed. */
    reversible: z.int(),
    reversal: z
      .strictObject({
        /** Orders refunded in full; refunds or balances taken back. */
        refunded: z.int(),
        /** Orders of which nothing was left to refund; refunds that are there no more; balances that somebody used meanwhile. */
        nothingLeft: z.int(),
        startedAtMs: InstantMs,
        operator: z.string().nullable(),
      })
      .nullable(),
    /** Of balances that it brought, those of which something was used, expired or went to another member; null: of no balances. */
    moved: z
      .strictObject({
        balances: z.int(),
        /** The first of them. */
        first: z.array(z.strictObject({ customerId: PublicId, points: Points, left: Points })),
      })
      .nullable(),
    /** The commonest reasons for rejection, with how often. */
    reasons: z.array(z.strictObject({ code: z.string(), count: z.int() })),
    operator: z.string().nullable(),
  })
  .meta({ id: 'ImportJob' });

/** What a code of a file stands for: a new one, one that is there, or nothing, so that its lines are refused. */
export const codeMeanings = ['new', 'as', 'refuse'] as const;

/** A channel, store or guide that a file names and nobody knows. */
const UnknownCode = z
  .strictObject({
    number: z.int(),
    thing: z.enum(codedThings),
    code: z.string(),
    lines: z.int(),
    firstLine: z.int(),
    /** Whether it can be a code at all. */
    mayBeNew: z.boolean(),
    /** Those that have this name, or whose code differs in case or width alone. */
    offers: z.array(z.strictObject({ code: z.string(), name: z.string() })),
    /** What was answered; null: nothing yet. */
    meaning: z.enum(codeMeanings).nullable(),
    as: z.string().nullable(),
  })
  .meta({ id: 'UnknownCode' });

/** What a file of balances would bring. */
const BalancesToCome = z
  .strictObject({
    /** Of lines that can be taken in. */
    points: Points,
    growth: Points,
    persons: z.int(),
    /** Nobody knows them yet: they become customers. */
    unknown: z.int(),
    /** They have points already. */
    holding: z.int(),
    largest: z.strictObject({ points: Points, line: z.int() }).nullable(),
    /** Whether somebody else than who uploaded it has to confirm it. */
    needsSecond: z.boolean(),
    /** Whether the caller may confirm it. */
    mayConfirm: z.boolean(),
  })
  .meta({ id: 'BalancesToCome' });

/** What an upload would do, as far as can be told without doing it. */
export const ImportPreview = z
  .strictObject({
    /** The file itself: a confirmation names it. */
    fileHash: z.string(),
    problems: z.array(
      z.strictObject({ line: z.int(), code: z.string(), field: z.string().nullable(), text: z.string() }),
    ),
    /** Lines dated more than a day ahead. */
    future: z.int(),
    codes: z.array(UnknownCode),
    /** Further codes that are not listed: their lines are refused. */
    codesBeyond: z.int(),
    /** Null: it is of something else. */
    balances: BalancesToCome.nullable(),
  })
  .meta({ id: 'ImportPreview' });

/** Codes that a check lists; a file with more names something else in that column. */
export const CODES_MAX = 200;

export const BATCH_ROWS_MAX = 2_000;

export const LINES_MAX = 200;

export const BatchOutcome = z
  .strictObject({
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.array(z.strictObject({ index: z.int(), code: z.string(), field: z.string().nullable() })),
  })
  .meta({ id: 'BatchOutcome' });
