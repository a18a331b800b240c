import { FileColumn, FileFilters, fileStates } from '@liuliang/contract';
import { lifecycle } from '@liuliang/domain';
import { z } from 'zod';
import { c, later } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** A list on its way into a file. One whose worker died starts over and stays what it is. */
export const fileLifecycle = lifecycle({
  states: fileStates,
  moves: {
    start: { from: ['queued'], to: 'running' },
    finish: { from: ['running'], to: 'done' },
    fail: { from: ['running'], to: 'failed' },
    cancel: { from: ['queued', 'running', 'done'], to: 'cancelled' },
    expire: { from: ['done'], to: 'expired' },
  },
});

/** What was asked for, with the stores that the operator could see when it was written (null: all). */
const Asked = z.strictObject({
  title: z.string(),
  filters: FileFilters,
  columns: z.array(FileColumn),
  language: z.enum(['zh', 'en']),
  storeScope: z.array(z.int()).nullable(),
});
export type Asked = z.output<typeof Asked>;

export const listFiles = table(
  'list_file',
  {
    id: c.id(),
    brandId: c.ref(),
    /** Whose file it is: nobody else gets it. */
    operatorId: c.ref(),
    /** As an area declares it. */
    list: c.text(16),
    state: c.oneOf(fileStates),
    asked: c.json(Asked),
    /** Its name in the folder; empty before it is begun and once it is gone. */
    fileName: later(c.text(64)),
    lineCount: later(c.whole()),
    bytes: later(c.whole()),
    leaseUntilMs: later(c.instant()),
    startedAtMs: c.instant(),
    finishedAtMs: later(c.instant()),
  },
  {
    index: [
      ['brandId', 'operatorId', 'id'],
      ['state', 'leaseUntilMs'],
    ],
  },
);

export type ListFileRow = RowOf<typeof listFiles>;

export const listFileTables = [listFiles];
