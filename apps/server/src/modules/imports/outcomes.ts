import type { ErrorCode } from '@liuliang/contract';
import type { Result } from '@liuliang/domain';
import type { RowFault } from './rows';

/** What became of one row. */
export type RowOutcome =
  | {
      readonly outcome: 'accepted' | 'duplicate';
      /** What somebody ought to look at, though the row was taken in. */
      readonly note?: RowFault;
    }
  | ({ readonly outcome: 'rejected' } & RowFault);

/** One outcome per row, in the order given. */
export interface BatchOutcomes {
  readonly events: RowOutcome[];
  readonly orders: RowOutcome[];
  readonly refunds: RowOutcome[];
}

/** What a sender is told: how many rows of each outcome, and why each refused one was. */
export interface BatchSummary {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: { readonly index: number; readonly code: ErrorCode; readonly field: string | null }[];
}

/** What the areas answer for a row that was judged sound. */
export type WrittenOutcome = 'accepted' | 'duplicate' | ErrorCode;

export function summaryOf(outcomes: readonly RowOutcome[]): BatchSummary {
  return {
    accepted: outcomes.filter(({ outcome }) => outcome === 'accepted').length,
    duplicate: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
    rejected: outcomes.flatMap((one, index) =>
      one.outcome === 'rejected' ? [{ index, code: one.code, field: one.field }] : [],
    ),
  };
}

/** Joins what was judged of all rows with what became of the sound ones. */
export function rowOutcomes<T>(
  judged: readonly Result<T, RowFault>[],
  written: readonly WrittenOutcome[],
  keyField: string,
): RowOutcome[] {
  const refused = judged.map((row): RowOutcome | null =>
    row.ok ? null : { outcome: 'rejected', ...row.error },
  );
  const kept = written.map((outcome): RowOutcome => {
    if (outcome === 'accepted' || outcome === 'duplicate') return { outcome };
    return { outcome: 'rejected', code: outcome, field: keyField };
  });
  return woven(refused, kept);
}

/**
 * Puts what became of the rows that went on back among those that did not.
 * @param ended one entry per row; null for a row that went on
 */
export function woven<O>(ended: readonly (O | null)[], wentOn: readonly O[]): O[] {
  let next = 0;
  const all = ended.map((outcome): O => {
    if (outcome !== null) return outcome;
    next += 1;
    return wentOn[next - 1] as O;
  });
  if (next !== wentOn.length) throw new Error('INGEST-1: a row lost its outcome on the way');
  return all;
}

export const soundOf = <T>(rows: readonly Result<T, RowFault>[]): T[] =>
  rows.flatMap((row) => (row.ok ? [row.value] : []));
