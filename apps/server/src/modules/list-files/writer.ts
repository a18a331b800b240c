import type { FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { BYTE_ORDER_MARK } from '../../platform/csv';
import { Database } from '../../platform/db/database';
import { isDatabaseUnavailable } from '../../platform/db/retryable';
import { States } from '../../platform/db/states';
import { Jobs, renewedLease, WorkOff } from '../../platform/jobs';
import { BrandsService } from '../brands';
import { CustomerListService } from '../customer-admin';
import { fileLifecycle, listFiles, type ListFileRow } from './entities';
import { ListFolder } from './folder';
import { LEASE_MS, writeListFiles } from './jobs';
import { CustomerSheet } from './sheet';

const anyFile = listFiles.acrossBrands('A process takes the next file, whichever brand it is of.');
/** Customers looked at by one step, each a short read; progress is noted after so many steps. */
const STEP = 500;
const STEPS_A_NOTE = 10;

/** A file in the making: its handle, what is in it, and until when this worker has it. */
interface Writing {
  readonly row: ListFileRow;
  readonly name: string;
  readonly file: FileHandle;
  rows: number;
  bytes: number;
  heldUntilMs: number;
}

/** The file was cancelled, or passed to another worker: this one stops without a trace. */
class NoLongerOurs extends Error {}

/**
 * Writes asked-for files, one at a time per process, in steps by customer id, so that everybody is in it once however the
 * list moves meanwhile. A crash loses nothing: the lease lapses, and the next worker begins a file of its own.
 */
@Injectable()
export class ListWriter {
  private readonly states = new States(listFiles, fileLifecycle);
  private readonly waiting = new WorkOff<ListFileRow>(
    () => this.nextDue(),
    (row) => this.writeOne(row),
  );

  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomerListService,
    private readonly folder: ListFolder,
    private readonly jobs: Jobs,
  ) {}

  async hint(): Promise<void> {
    await this.jobs.hint(writeListFiles, null);
  }

  /** Writes everything that is due. @returns a line for the page of jobs */
  async runDue(): Promise<string> {
    const done = await this.waiting.run();
    return done === null ? 'busy' : `${done} written`;
  }

  private nextDue(): Promise<ListFileRow | null> {
    const and = ['lease_until_ms <= ?', this.db.nowMs()] as const;
    return this.db.read((reader) =>
      anyFile.one(reader, { state: ['queued', 'running'] }, { and, order: 'id', limit: 1 }),
    );
  }

  private async writeOne(row: ListFileRow): Promise<boolean> {
    const heldUntilMs = this.db.nowMs() + LEASE_MS;
    // A worker that comes back from the dead writes under a name of its own.
    const name = `${row.id}.${heldUntilMs}.csv`;
    const { id, brandId, state, leaseUntilMs } = row;
    const change = {
      state: 'running' as const,
      leaseUntilMs: heldUntilMs,
      fileName: name,
      lineCount: 0,
      bytes: 0,
    };
    const claimed = await this.db.run('listFiles.claim', (tx) =>
      listFiles.set(tx, brandId, { id, state, leaseUntilMs }, change),
    );
    if (claimed !== 1) return false;
    const writing: Writing = {
      ...{ row, name, heldUntilMs, rows: 0, bytes: 0 },
      file: await this.folder.make(name),
    };
    try {
      await this.fill(writing);
      await writing.file.sync();
    } catch (error) {
      await this.giveUp(writing, error);
      if (error instanceof NoLongerOurs) return false;
      throw error;
    } finally {
      await writing.file.close();
    }
    return this.finish(writing);
  }

  /** The whole list, step by step. @throws NoLongerOurs */
  private async fill(writing: Writing): Promise<void> {
    const { brandId, asked } = writing.row;
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    const viewer = { brandId, storeScope: asked.storeScope };
    const sheet = new CustomerSheet(asked, brand.timeZone);
    await this.append(writing, BYTE_ORDER_MARK + sheet.head());
    let afterId: number | null = 0;
    for (let steps = 1; afterId !== null; steps += 1) {
      const from: number = afterId;
      const step = await this.db.read((reader) =>
        this.customers.step(reader, brand, viewer, asked.filters, { afterId: from, limit: STEP }),
      );
      await this.append(writing, sheet.lines(step.items));
      writing.rows += step.items.length;
      if (steps % STEPS_A_NOTE === 0) await this.note(writing);
      afterId = step.lastId;
    }
  }

  private async append(writing: Writing, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await writing.file.appendFile(bytes);
    writing.bytes += bytes.length;
  }

  /** Notes progress and renews the lease. */
  private async note(writing: Writing): Promise<void> {
    const { row, rows, bytes } = writing;
    const leaseUntilMs = renewedLease(this.db.nowMs(), LEASE_MS, writing.heldUntilMs);
    const ours = { id: row.id, state: 'running' as const, leaseUntilMs: writing.heldUntilMs };
    const noted = await this.db.run('listFiles.progress', (tx) =>
      listFiles.set(tx, row.brandId, ours, { lineCount: rows, bytes, leaseUntilMs }),
    );
    if (noted !== 1) throw new NoLongerOurs();
    writing.heldUntilMs = leaseUntilMs;
  }

  private async finish(writing: Writing): Promise<boolean> {
    const { row, rows, bytes } = writing;
    const moved = await this.db.run('listFiles.finish', (tx) => {
      const stamps = { finishedAtMs: tx.nowMs(), lineCount: rows, bytes, leaseUntilMs: 0 };
      return this.states.move(tx, row, 'finish', stamps, this.ours(writing));
    });
    if (moved.kind === 'moved') return true;
    await this.folder.remove(writing.name);
    return false;
  }

  /** What was begun goes. A database that is away comes back, and the lease lapses; anything else would fail for ever. */
  private async giveUp(writing: Writing, error: unknown): Promise<void> {
    await this.folder.remove(writing.name);
    if (error instanceof NoLongerOurs || isDatabaseUnavailable(error)) return;
    await this.db.run('listFiles.fail', (tx) => {
      const stamps = { finishedAtMs: tx.nowMs(), fileName: '', leaseUntilMs: 0 };
      return this.states.move(tx, writing.row, 'fail', stamps, this.ours(writing));
    });
  }

  private ours({ heldUntilMs }: Writing): readonly [string, number] {
    return ['lease_until_ms = ?', heldUntilMs];
  }
}
