import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileEncoding, FileFormat } from '@liuliang/contract';
import { csvTable } from './csv-lines';
import { utf8Of } from './encodings';
import type { FileSource } from './tables';
import { workbookSource } from './workbook-source';

/** How a file is to be read. */
export interface FileTold {
  readonly format: FileFormat;
  readonly encoding: FileEncoding;
  /** Of a workbook, the sheet that is read. */
  readonly sheet: string;
}

const ARCHIVE = Buffer.from('PK');
/** What the old workbooks begin with, and the new ones that are locked with a password. */
const OLD_OR_LOCKED = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** By its first bytes, whatever it is called. `locked`: of the old format, or behind a password. */
export async function formatOf(path: string): Promise<FileFormat | 'locked'> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(OLD_OR_LOCKED.length),
      0,
      OLD_OR_LOCKED.length,
      0,
    );
    const start = buffer.subarray(0, bytesRead);
    if (start.equals(OLD_OR_LOCKED)) return 'locked';
    // No file of ours begins with a name of a column that starts so.
    return start.subarray(0, ARCHIVE.length).equals(ARCHIVE) && (start[2] ?? 0x20) < 0x20 ? 'xlsx' : 'csv';
  } finally {
    await file.close();
  }
}

/** A file on disk. It is opened when it is read: of one that is gone nobody would hear in between. */
export function sourceOf(path: string, { format, encoding, sheet }: FileTold, zone: string): FileSource {
  return format === 'xlsx' ? workbookSource(path, sheet, zone) : csvSource(path, encoding);
}

function csvSource(path: string, encoding: FileEncoding): FileSource {
  let read = (): number => 0;
  return {
    table(headers) {
      const source = createReadStream(path);
      read = () => source.bytesRead;
      return csvTable(utf8Of(source, encoding), headers);
    },
    bytesRead: () => read(),
  };
}
