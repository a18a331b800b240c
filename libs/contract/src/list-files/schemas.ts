import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

export const fileStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] as const;

/** The name of a list, as the area that owns it declares it. */
export const FileList = z
  .string()
  .regex(/^[a-zA-Z]{1,16}$/)
  .meta({ id: 'FileList', description: 'A list that can be written whole: customers, giftOrders …' });

/** Headings and words of a file come from the screen that asks, so that a file says what the screen says. */
const Spoken = z.string().trim().min(1).max(80);

export const FileColumn = z
  .strictObject({
    /** As the list names it. */
    key: z.string().regex(/^[a-zA-Z]{1,24}$/),
    title: Spoken,
    /** What its values are called; one that is not among them is written as it is. */
    words: z.record(z.string().min(1).max(48), Spoken).optional(),
  })
  .meta({
    id: 'FileColumn',
    description: 'A column of a file: which one, its heading, the words of its values.',
  });

/** What narrows a list down, by the names that the list itself takes, those in its path too. */
export const FileFilters = z
  .record(z.string().regex(/^[a-zA-Z]{1,24}$/), z.union([z.string().max(64), z.number()]))
  .meta({ id: 'FileFilters', description: 'As the list takes them: each is checked as the list checks it.' });

export const FILE_COLUMNS_MAX = 32;

export const ListFile = z
  .strictObject({
    fileId: PublicId,
    list: FileList,
    /** What the screen called the list. */
    title: z.string(),
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

export const FileAsked = z
  .strictObject({
    list: FileList,
    title: Spoken,
    filters: FileFilters.default({}),
    columns: z.array(FileColumn).min(1).max(FILE_COLUMNS_MAX),
    /** Of what the brand names in both languages, such as levels. */
    language: z.enum(['zh', 'en']),
  })
  .meta({ id: 'FileAsked' });
