import type { z } from 'zod';

/** One refusal code: its HTTP status, whether trying again later can help, and what people read. */
export interface ErrorEntry {
  readonly status: number;
  readonly retryable: boolean;
  readonly zh: string;
  readonly en: string;
  /** What the answer carries besides the code, for the reader to act on; absent: nothing. */
  readonly data?: z.ZodType;
  /** Why no route answers it: it is said inside something else, or by a process without routes. */
  readonly internal?: string;
}

interface More {
  readonly retryable?: boolean;
  readonly data?: z.ZodType;
  readonly internal?: string;
}

/** One line of an area's table of refusals, with the only text that people read for the code. */
export const entry = <const M extends More = Record<never, never>>(
  status: number,
  zh: string,
  en: string,
  more: M = {} as M,
) => ({ status, zh, en, retryable: false as boolean, ...more });

/** Codes that are said of one row, in the report of an import, a batch or a file of balances. */
export const ofOneRow = { internal: 'of one row, in the report of an import' } as const;
