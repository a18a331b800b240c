import { createReadStream } from 'node:fs';
import type { FileEncoding } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { csvTable, LINE_BYTES_MAX } from './csv-lines';
import { encodingOf, utf8Of } from './encodings';
import { formatOf, type FileTold } from './file-source';
import type { Headers } from './tables';
import { surveyWorkbook, type WorkbookRefusal } from './workbook-source';

/** What whoever hands a file in says of it; the rest is found out. */
export interface SaidOfFile {
  readonly encoding?: FileEncoding | undefined;
  readonly sheet?: string | undefined;
}

/** How a file is to be read, and what of it is not seen at first. */
export interface SurveyedFile extends FileTold {
  /** Sheets that have rows too, and are not read. */
  readonly unread: readonly string[];
  readonly hiddenRows: number;
}

/** `encoding`: in which a file was read whose header is none. */
export type SurveyRefusal =
  WorkbookRefusal | { readonly code: 'ENCODING_UNSURE' | 'HEADER_WRONG'; readonly encoding?: FileEncoding };

const OF_CSV = { format: 'csv', sheet: '', unread: [], hiddenRows: 0 } as const;

/** Finds out how a file is to be read, and whether it can be: a workbook is looked through to its end. */
export async function surveyed(
  path: string,
  headers: Headers,
  said: SaidOfFile,
): Promise<Result<SurveyedFile, SurveyRefusal>> {
  const format = await formatOf(path);
  if (format === 'locked') return fail({ code: 'WORKBOOK_UNREADABLE' });
  if (format === 'xlsx') {
    const found = await surveyWorkbook(path, headers, said.sheet);
    return found.ok ? ok({ format, encoding: 'utf-8', ...found.value }) : found;
  }
  const encoding = said.encoding ?? (await encodingOf(createReadStream(path)));
  if (!encoding) return fail({ code: 'ENCODING_UNSURE' });
  if (!(await hasHeader(path, headers, encoding))) return fail({ code: 'HEADER_WRONG', encoding });
  return ok({ ...OF_CSV, encoding });
}

async function hasHeader(path: string, headers: Headers, encoding: FileEncoding): Promise<boolean> {
  // The first lines, in an encoding of two bytes a sign too.
  const source = createReadStream(path, { end: 2 * LINE_BYTES_MAX });
  try {
    return (await csvTable(utf8Of(source, encoding), headers)) !== null;
  } finally {
    source.destroy();
  }
}
