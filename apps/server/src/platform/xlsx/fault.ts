import type { ErrorCode } from '@liuliang/contract';

type WorkbookCode = Extract<
  ErrorCode,
  'WORKBOOK_UNREADABLE' | 'WORKBOOK_TOO_LARGE' | 'SHEET_UNKNOWN' | 'CELLS_MERGED'
>;

/** A workbook that is not read, and why. */
export class WorkbookFault extends Error {
  constructor(readonly code: WorkbookCode) {
    super(code);
  }
}

/** Damaged, locked with a password, of the old format, or no workbook at all. */
export const unreadable = (): WorkbookFault => new WorkbookFault('WORKBOOK_UNREADABLE');

/** More than any sheet of ours holds, or made to fill memory. */
export const tooLarge = (): WorkbookFault => new WorkbookFault('WORKBOOK_TOO_LARGE');
