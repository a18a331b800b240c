import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DAY_MS } from '@liuliang/domain';
import type { FieldPlace } from '../../platform/auth/fields';
import type { Reader, Tx } from '../../platform/db/statements';
import { Housekeeping } from '../../platform/housekeeping';
import { PersonalFields } from '../members';
import { importLines, type ImportRow } from './entities';
import type { LineFault } from './file-import';

/** How long a refused line can be read in the report: time enough to repair a file. */
export const LINES_KEPT_DAYS = 30;
/** Of one import: a hundred thousand lines as long as lines are. */
const LINES_BYTES_MAX = 32 * 1024 * 1024;

const servedLines = { table: 'import_line', column: 'at_ms', keptMs: LINES_KEPT_DAYS * DAY_MS };

const placeOf = (importId: number, line: number): FieldPlace => ({
  table: 'import_line',
  column: 'text',
  rowId: `${importId}.${line}`,
});

/** Refused lines as they stood in their file. They name people, so they are sealed, and gone after a month. */
@Injectable()
export class KeptLines implements OnModuleInit {
  constructor(
    private readonly fields: PersonalFields,
    private readonly housekeeping: Housekeeping,
  ) {}

  onModuleInit(): void {
    this.housekeeping.alsoRemove(servedLines);
  }

  /** @param before bytes kept of this import so far. @returns how many it is with these */
  async keep(
    tx: Tx,
    { id, brandId }: Pick<ImportRow, 'id' | 'brandId'>,
    faults: readonly LineFault[],
    before: number,
  ): Promise<number> {
    let bytes = before;
    const rows: { importId: number; line: number; atMs: number; text: Buffer }[] = [];
    for (const { line, text } of faults) {
      if (!text) continue;
      bytes += Buffer.byteLength(text);
      if (bytes > LINES_BYTES_MAX) break;
      const sealed = this.fields.seal(brandId, placeOf(id, line), text);
      rows.push({ importId: id, line, atMs: tx.nowMs(), text: sealed });
    }
    await importLines.insert(tx, rows, { ignore: true });
    return bytes;
  }

  /** By their numbers; what is gone, or was never a text, is left out. */
  async of(
    reader: Reader,
    brandId: number,
    importId: number,
    lines?: readonly number[],
  ): Promise<Map<number, string>> {
    const rows = await importLines.select(reader, { importId, ...(lines && { line: lines }) });
    return new Map(
      rows.map(({ line, text }) => [line, this.fields.open(brandId, placeOf(importId, line), text)]),
    );
  }

  async forget(tx: Tx, importId: number): Promise<void> {
    await importLines.remove(tx, { importId });
  }
}
