import type { FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { BYTE_ORDER_MARK } from '../../platform/csv';
import { Database } from '../../platform/db/database';
import { isDatabaseUnavailable } from '../../platform/db/retryable';
import { States } from '../../platform/db/states';
import type { OperatorPrincipal } from '../../platform/http';
import { Jobs, renewedLease, WorkOff } from '../../platform/jobs';
import { BrandsService } from '../brands';
import { fileLifecycle, listFiles, type ListFileRow } from './entities';
import { ListFolder } from './folder';
import { LEASE_MS, writeListFiles } from './jobs';
import { FileLists } from './lists';
import { scopeOf } from './service';
import { Sheet } from './sheet';

const anyFile = listFiles.acrossBrands('A process takes the next file, whichever brand it is of.');
/** Rows looked at by one step, each a short read; progress is noted after so many steps. */
const STEP = 500;
const STEPS_A_NOTE = 10;

/** A file in the making: its handle, what is in it, and until when this worker has it. */
interface Writing {
  readonly row: ListFileRow;
  readonly who: OperatorPrincipal;
  readonly name: string;
  readonly file: FileHandle;
  rows: number;
  bytes: number;
  heldUntilMs: number;
}

/** The file was cancelled, or passed to another worker: this one stops without a trace. */
class NoLongerOurs extends Error {}

/**
 * Writes asked-for files, one at a time per process, page by page of an order that stands, so that everything is in it once
 * however the list moves meanwhile. A crash loses nothing: the lease lapses, and the next worker begins a file of its own.
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
    private readonly lists: FileLists,
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
    const who = await this.lists.ownerNow(row);
    const heldUntilMs = this.db.nowMs() + LEASE_MS;
    // A worker that comes back from the dead writes under a name of its own.
    const name = `${row.id}.${heldUntilMs}.csv`;
    const { id, brandId, state, leaseUntilMs, asked } = row;
    const change = {
      state: 'running' as const,
      leaseUntilMs: heldUntilMs,
      fileName: name,
      lineCount: 0,
      bytes: 0,
      asked: who ? { ...asked, storeScope: scopeOf(who) } : asked,
    };
    const claimed = await this.db.run('listFiles.claim', (tx) =>
      listFiles.set(tx, brandId, { id, state, leaseUntilMs }, change),
    );
    if (claimed !== 1) return false;
    // Whoever asked may not read the list any more.
    if (!who) return this.fail(row, heldUntilMs);
    return this.write({
      ...{ row, who, name, heldUntilMs, rows: 0, bytes: 0 },
      file: await this.folder.make(name),
    });
  }

  private async write(writing: Writing): Promise<boolean> {
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

  /** The whole list, page by page. @throws NoLongerOurs */
  private async fill(writing: Writing): Promise<void> {
    const { row, who } = writing;
    const { brandId, asked } = row;
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    const list = this.lists.forReader(row.list, who);
    const sheet = new Sheet(list.cells, asked, brand.timeZone);
    await this.append(writing, BYTE_ORDER_MARK + sheet.head());
    let cursor: string | null = null;
    let steps = 0;
    do {
      const page = await this.lists.page(list, who, asked.filters, { cursor, limit: STEP });
      await this.append(writing, sheet.lines(page.items));
      writing.rows += page.items.length;
      steps += 1;
      if (steps % STEPS_A_NOTE === 0) await this.note(writing);
      cursor = page.nextCursor;
    } while (cursor !== null);
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
      return this.states.move(tx, row, 'finish', stamps, ours(writing));
    });
    if (moved.kind === 'moved') return true;
    await this.folder.remove(writing.name);
    return false;
  }

  /** What was begun goes. A database that is away comes back, and the lease lapses; anything else would fail for ever. */
  private async giveUp({ row, name, heldUntilMs }: Writing, error: unknown): Promise<void> {
    await this.folder.remove(name);
    if (error instanceof NoLongerOurs || isDatabaseUnavailable(error)) return;
    await this.fail(row, heldUntilMs);
  }

  private async fail(row: ListFileRow, heldUntilMs: number): Promise<false> {
    await this.db.run('listFiles.fail', (tx) => {
      const stamps = { finishedAtMs: tx.nowMs(), fileName: '', leaseUntilMs: 0 };
      return this.states.move(tx, row, 'fail', stamps, ours({ heldUntilMs }));
    });
    return false;
  }
}

const ours = ({ heldUntilMs }: Pick<Writing, 'heldUntilMs'>): readonly [string, number] => [
  'lease_until_ms = ?',
  heldUntilMs,
];
