import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { States } from '../../platform/db/states';
import { reportOf, sweep } from '../../platform/jobs';
import { fileLifecycle, listFiles, type ListFileRow } from './entities';
import { ListFolder } from './folder';
import { KEPT_MS } from './service';

/** A file that is being written is touched every few seconds. */
const LEFT_AFTER_MS = 86_400_000;

const anyFile = listFiles.acrossBrands('Files are kept for so long, whichever brand they are of.');
const idOf = (name: string): number => Number.parseInt(name, 10);

/** Removes files that were kept long enough, and those that no row speaks of: their worker died. */
@Injectable()
export class LeftListFiles {
  private readonly states = new States(listFiles, fileLifecycle);

  constructor(
    private readonly db: Database,
    private readonly folder: ListFolder,
  ) {}

  /** @returns a line for the page of jobs */
  async sweep(): Promise<string> {
    const expired = await sweep<ListFileRow>({
      due: (limit) => this.old(limit),
      keyOf: ({ id }) => id,
      work: async ([row]) => (row && (await this.expire(row)) ? 1 : 0),
    });
    const left = await sweep<string>({
      due: (limit) => this.left(limit),
      keyOf: (name) => name,
      work: async ([name = '']) => {
        await this.folder.remove(name);
        return 1;
      },
    });
    return reportOf({ expired, left });
  }

  private old(limit: number): Promise<ListFileRow[]> {
    const and = ['finished_at_ms <= ?', this.db.nowMs() - KEPT_MS] as const;
    return this.db.read((reader) => anyFile.select(reader, { state: 'done' }, { and, order: 'id', limit }));
  }

  private async expire(row: ListFileRow): Promise<boolean> {
    const moved = await this.db.run('listFiles.expire', (tx) =>
      this.states.move(tx, row, 'expire', { fileName: '' }),
    );
    await this.folder.remove(row.fileName);
    return moved.kind === 'moved';
  }

  private async left(limit: number): Promise<string[]> {
    const old = await this.folder.untouchedSince(this.db.nowMs() - LEFT_AFTER_MS);
    if (old.length === 0) return [];
    const rows = await this.db.read((reader) => anyFile.select(reader, { id: old.map(idOf) }));
    const needed = new Set(rows.map(({ fileName }) => fileName));
    return old.filter((name) => !needed.has(name)).slice(0, limit);
  }
}
