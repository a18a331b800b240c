import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database';
import { isDatabaseUnavailable } from '../../platform/db/retryable';
import { Jobs } from '../../platform/jobs';
import { BrandsService } from '../brands';
import { FileImport, type ImportStep } from './file-import';
import { LEASE_MS, run } from './jobs';
import { ImportsQueries, type ImportRow } from './queries';
import { Uploads } from './uploads';

/** Rejected lines kept for the error report; the counts go on beyond. */
const FAULTS_KEPT_MAX = 100_000;

/** The lease passed to another worker, which starts over: this one stops without a trace. */
class LeaseLost extends Error {}

/**
 * Works off uploaded files, one at a time per process. A crash loses nothing: the lease lapses, and the next worker
 * starts the file from its beginning, which is harmless because the same rows again change nothing (INGEST-2).
 */
@Injectable()
export class BackgroundImports {
  private isRunning = false;

  constructor(
    private readonly db: Database,
    private readonly queries: ImportsQueries,
    private readonly files: FileImport,
    private readonly uploads: Uploads,
    private readonly brands: BrandsService,
    private readonly jobs: Jobs,
  ) {}

  async hint(): Promise<void> {
    await this.jobs.hint(run, null);
  }

  /** Imports everything that is due. @returns a line for the page of jobs */
  async runDue(): Promise<string> {
    if (this.isRunning) return 'busy';
    this.isRunning = true;
    try {
      let done = 0;
      for (;;) {
        const row = await this.db.read((reader) => this.queries.nextDue(reader, this.db.nowMs()));
        if (!row) return `${done} imported`;
        if (await this.importOne(row)) done += 1;
      }
    } finally {
      this.isRunning = false;
    }
  }

  private async importOne(row: ImportRow): Promise<boolean> {
    const lease = { heldUntilMs: this.db.nowMs() + LEASE_MS };
    if (!(await this.db.run('imports.claim', (tx) => this.queries.claim(tx, row, lease.heldUntilMs))))
      return false;
    try {
      const brand = await this.db.read((reader) => this.brands.byId(reader, row.brandId));
      const source = this.uploads.open(row.filePath);
      const imported = await this.files.run(brand, row.kind, source, (step) =>
        this.note(row.id, step, source.bytesRead, lease),
      );
      await this.end(row, imported.ok ? 'finish' : 'fail', lease);
      return imported.ok;
    } catch (error) {
      if (error instanceof LeaseLost) return false;
      // The database will be back, and the lease lapses by itself. Anything else would fail for ever.
      if (!isDatabaseUnavailable(error)) await this.end(row, 'fail', lease);
      throw error;
    }
  }

  private async note(
    importId: number,
    step: ImportStep,
    bytesDone: number,
    lease: { heldUntilMs: number },
  ): Promise<void> {
    // Each renewal is later than the one before, so that it also tells this worker from one that took over.
    const untilMs = Math.max(this.db.nowMs() + LEASE_MS, lease.heldUntilMs + 1);
    const room = Math.max(0, FAULTS_KEPT_MAX - (step.rejected - step.faults.length));
    const isOurs = await this.db.run('imports.progress', async (tx) => {
      const held = { heldUntilMs: lease.heldUntilMs, untilMs };
      if (!(await this.queries.progress(tx, importId, { ...step, bytesDone }, held))) return false;
      await this.queries.addFaults(tx, importId, step.faults.slice(0, room));
      return true;
    });
    if (!isOurs) throw new LeaseLost();
    lease.heldUntilMs = untilMs;
  }

  private async end(row: ImportRow, move: 'finish' | 'fail', lease: { heldUntilMs: number }): Promise<void> {
    const isOurs = await this.db.run('imports.finish', (tx) =>
      this.queries.end(tx, row, move, this.db.nowMs(), lease.heldUntilMs),
    );
    if (isOurs) await this.uploads.remove(row.filePath);
  }
}
