import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { States } from '../../platform/db/states';
import { reportOf, sweep } from '../../platform/jobs';
import { importJobs, importLifecycle } from './entities';
import { Uploads } from './uploads';

/** An upload is kept and named by its row within two minutes (the door's limit); a day is far beyond any of them. */
const LEFT_AFTER_MS = 24 * 60 * 60 * 1000;
/** How long an upload waits for somebody to confirm it. */
const UNCONFIRMED_MS = 7 * LEFT_AFTER_MS;
const LEFT_PAGE = 200;

const anyImport = importJobs.acrossBrands(
  'Files are named by the ids of imports, whichever brand they are of.',
);
const idOf = (name: string): number => Number.parseInt(name, 10);

/**
 * Removes files that no import will ever read: their process died before their row was made, or between the end of the
 * import and the removal of its file.
 */
@Injectable()
export class LeftUploads {
  private readonly states = new States(importJobs, importLifecycle);

  constructor(
    private readonly db: Database,
    private readonly uploads: Uploads,
  ) {}

  /** @returns a line for the page of jobs */
  async sweep(): Promise<string> {
    await this.discardLeft();
    const files = await sweep<string>({
      due: (limit) => this.due(limit),
      keyOf: (name) => name,
      work: async ([name]) => {
        if (name) await this.uploads.remove(this.uploads.pathOf(name));
        return 1;
      },
    });
    return reportOf({ files });
  }

  /** Nobody has confirmed them for a week: their files are of people, and are not kept for longer. */
  private async discardLeft(): Promise<void> {
    const and = ['started_at_ms < ?', this.db.nowMs() - UNCONFIRMED_MS] as const;
    const left = await this.db.read((reader) =>
      anyImport.select(reader, { state: 'checked' }, { and, order: 'id', limit: LEFT_PAGE }),
    );
    for (const row of left) {
      const moved = await this.db.run('imports.discard-left', (tx) =>
        this.states.move(tx, row, 'discard', { finishedAtMs: tx.nowMs(), filePath: '' }),
      );
      if (moved.kind === 'moved') await this.uploads.remove(row.filePath);
    }
  }

  private async due(limit: number): Promise<string[]> {
    const old = await this.uploads.untouchedSince(this.db.nowMs() - LEFT_AFTER_MS);
    if (old.length === 0) return [];
    const waiting = await this.db.read((reader) =>
      anyImport.select(reader, { id: old.map(idOf), state: ['checking', 'checked', 'queued', 'running'] }),
    );
    const needed = new Set(waiting.map(({ id }) => id));
    return old.filter((name) => !needed.has(idOf(name))).slice(0, limit);
  }
}
