import { Injectable } from '@nestjs/common';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import { isDatabaseUnavailable } from '../../platform/db/retryable';
import { States } from '../../platform/db/states';
import { Jobs, renewedLease, WorkOff } from '../../platform/jobs';
import { BrandsService, type Brand } from '../brands';
import { BroughtKinds, type Look } from './brought-kinds';
import { CodeQuestions } from './code-questions';
import { importFaults, importJobs, importLifecycle, type ImportRow } from './entities';
import { FileImport, type FileOptions, type RowKind, type ImportStep, type LineFault } from './file-import';
import type { FileTerms } from './file-terms';
import { sourceOf } from './file-source';
import { KeptLines } from './kept-lines';
import { LEASE_MS, run } from './jobs';
import { ReversalLost, Reversals } from './reversals';
import { Uploads } from './uploads';

/** Rejected lines kept for the error report; the counts go on beyond. */
const FAULTS_KEPT_MAX = 100_000;

const anyImport = importJobs.acrossBrands('A process takes the next import, whichever brand it is of.');
const AT_THE_START = {
  ...{ bytesDone: 0, lines: 0, accepted: 0, duplicate: 0, rejected: 0 },
  ...{ held: 0, future: 0, codesBeyond: 0 },
};

/** Until when this worker has the import; the instant also tells it from one that took over. */
interface Lease {
  heldUntilMs: number;
  held: number;
  future: number;
  /** Faults that it has kept, and bytes of their lines. */
  noted: number;
  keptBytes: number;
}

/** What it corrects is audited under the name of who let it. */
const optionsOf = (row: ImportRow): FileOptions => ({
  correctedBy: row.corrects ? actorOf({ operatorId: row.confirmedBy || row.operatorId }) : null,
});

const NEW_LEASE = { held: 0, future: 0, noted: 0, keptBytes: 0 };

/** What an import is while somebody works on it. */
const workingOn = (state: ImportRow['state']): 'checking' | 'running' =>
  state === 'checking' ? 'checking' : 'running';

/** The lease passed to another worker, which starts over: this one stops without a trace. */
class LeaseLost extends Error {}

/**
 * Works off uploaded files, one at a time per process: looks at those that came, posts those that were confirmed, takes
 * back those that are reversed. A crash loses nothing: the lease lapses, and the next worker starts the file from its
 * beginning, which is harmless because the same rows again change nothing (INGEST-2).
 */
@Injectable()
export class BackgroundImports {
  private readonly states = new States(importJobs, importLifecycle);
  private readonly waiting = new WorkOff<ImportRow>(
    () => this.nextDue(),
    (row) => this.importOne(row),
  );

  constructor(
    private readonly db: Database,
    private readonly files: FileImport,
    private readonly uploads: Uploads,
    private readonly questions: CodeQuestions,
    private readonly reversals: Reversals,
    private readonly lines: KeptLines,
    private readonly brought: BroughtKinds,
    private readonly brands: BrandsService,
    private readonly jobs: Jobs,
  ) {}

  async hint(): Promise<void> {
    await this.jobs.hint(run, null);
  }

  /** Imports everything that is due. @returns a line for the page of jobs */
  async runDue(): Promise<string> {
    const done = await this.waiting.run();
    return done === null ? 'busy' : `${done} imported`;
  }

  /** The oldest import that nobody works on: queued, or left behind by a worker that died. */
  private nextDue(): Promise<ImportRow | null> {
    const and = ['lease_until_ms <= ?', this.db.nowMs()] as const;
    return this.db.read((reader) =>
      anyImport.one(
        reader,
        { state: ['checking', 'queued', 'running', 'reversing'] },
        { and, order: 'id', limit: 1 },
      ),
    );
  }

  /** Takes an import over and starts it from the beginning. @returns false when another worker was first */
  private claim({ id, brandId, state, leaseUntilMs: before }: ImportRow, lease: Lease): Promise<boolean> {
    const leaseUntilMs = lease.heldUntilMs;
    const change =
      state === 'reversing' ? { leaseUntilMs } : { ...AT_THE_START, state: workingOn(state), leaseUntilMs };
    return this.db.run('imports.claim', async (tx) => {
      if ((await importJobs.set(tx, brandId, { id, state, leaseUntilMs: before }, change)) !== 1)
        return false;
      if (state === 'reversing') return true;
      await importFaults.remove(tx, { importId: id });
      await this.lines.forget(tx, id);
      return true;
    });
  }

  private async importOne(row: ImportRow): Promise<boolean> {
    const lease = { ...NEW_LEASE, heldUntilMs: this.db.nowMs() + LEASE_MS };
    if (!(await this.claim(row, lease))) return false;
    try {
      const brand = await this.db.read((reader) => this.brands.byId(reader, row.brandId));
      if (row.state === 'checking') return await this.check(brand, row, lease);
      if (row.state === 'reversing') return await this.reverse(brand, row, lease);
      return await this.post(brand, row, lease);
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof ReversalLost) return false;
      // The database will be back, and the lease lapses by itself. Anything else would fail for ever.
      if (!isDatabaseUnavailable(error))
        await (row.state === 'reversing' ? this.halt(row, lease) : this.end(row, 'fail', lease));
      throw error;
    }
  }

  /** Reads the file to its end and posts nothing; what it would do waits for an operator. */
  private async check(brand: Brand, row: ImportRow, lease: Lease): Promise<boolean> {
    const terms = await this.questions.terms(brand.id, row.id);
    const options = { ...optionsOf(row), terms, heardAtMs: row.startedAtMs };
    const source = sourceOf(row.filePath, row, brand.timeZone);
    const note = (step: ImportStep): Promise<void> => this.note(row, step, source.bytesRead(), lease);
    const kind = this.brought.of(row.kind);
    const look = kind?.look(brand, row);
    const checked =
      kind && look
        ? await this.files.runRows(
            kind.headers,
            source,
            { bring: (rows, lines) => look.foretell(rows, lines) },
            note,
          )
        : await this.files.foretell(brand, row.kind as RowKind, source, options, note);
    if (!checked.ok) await this.end(row, 'fail', lease);
    else await this.offer(row, terms, lease, look);
    return checked.ok;
  }

  /** Posts what was looked at: the same bytes, by the answers that were given. */
  private async post(brand: Brand, row: ImportRow, lease: Lease): Promise<boolean> {
    if (row.fileHash !== '' && (await this.uploads.hashOf(row.filePath)) !== row.fileHash) {
      await this.end(row, 'fail', lease);
      return false;
    }
    // An import from before there was a look was begun without questions.
    const asked = row.fileHash === '' ? {} : { terms: await this.questions.terms(brand.id, row.id) };
    const keep = this.reversals.keeper(row);
    const options = { ...optionsOf(row), ...asked, ...keep, heardAtMs: row.startedAtMs };
    const source = sourceOf(row.filePath, row, brand.timeZone);
    const note = (step: ImportStep): Promise<void> => this.note(row, step, source.bytesRead(), lease);
    const kind = this.brought.of(row.kind);
    const imported = kind
      ? await this.files.runRows(kind.headers, source, kind.intake(brand, row), note)
      : await this.files.run(brand, row.kind as RowKind, source, options, note);
    await this.end(row, imported.ok ? 'finish' : 'fail', lease);
    return imported.ok;
  }

  /** Takes back what it brought, some at a time; where it was killed, the next worker goes on. */
  private async reverse(brand: Brand, row: ImportRow, lease: Lease): Promise<boolean> {
    for (;;) {
      const until = { before: lease.heldUntilMs, next: this.nextLease(lease) };
      const step = await this.reversals.step(brand, row, until);
      if (step === 'lost') return false;
      lease.heldUntilMs = until.next;
      if (step === 'through') return true;
    }
  }

  private nextLease({ heldUntilMs }: Lease): number {
    return renewedLease(this.db.nowMs(), LEASE_MS, heldUntilMs);
  }

  /** Notes progress and renews the lease. @throws LeaseLost when another worker has it now */
  private async note(
    { id, brandId, state }: ImportRow,
    step: ImportStep,
    bytesDone: number,
    lease: Lease,
  ): Promise<void> {
    const leaseUntilMs = this.nextLease(lease);
    const { faults, ...counts } = step;
    const count = (code: LineFault['code']): number => faults.filter((fault) => fault.code === code).length;
    const held = lease.held + count('CODE_UNCONFIRMED');
    const future = lease.future + count('IN_THE_FUTURE');
    const room = Math.max(0, FAULTS_KEPT_MAX - lease.noted);
    // What is still asked about is no problem yet.
    const isAsked = (fault: LineFault): boolean => state === 'checking' && fault.code === 'CODE_UNCONFIRMED';
    const listed = faults.filter((fault) => !isAsked(fault)).slice(0, room);
    const kept = listed.map(({ line, code, field }) => ({ importId: id, line, code, field: field ?? '' }));
    const keptBytes = await this.db.run('imports.progress', async (tx) => {
      const ours = { id, state: workingOn(state), leaseUntilMs: lease.heldUntilMs };
      const change = { ...counts, held, future, bytesDone, leaseUntilMs };
      if ((await importJobs.set(tx, brandId, ours, change)) !== 1) throw new LeaseLost();
      // What shows when all lines are in is worth more than what was noted of a line before.
      await importFaults.insert(tx, kept, { upsert: ['code', 'field'] });
      return this.lines.keep(tx, { id, brandId }, listed, lease.keptBytes);
    });
    const noted = lease.noted + listed.length;
    Object.assign(lease, { heldUntilMs: leaseUntilMs, noted, keptBytes, held, future });
  }

  private async offer(row: ImportRow, terms: FileTerms, lease: Lease, look?: Look): Promise<void> {
    const ours = ['lease_until_ms = ?', lease.heldUntilMs] as const;
    const stamps = { leaseUntilMs: 0, codesBeyond: terms.found.beyond };
    await this.db.run('imports.offer', async (tx) => {
      const moved = await this.states.move(tx, row, 'offer', stamps, ours);
      if (moved.kind !== 'moved') return;
      await this.questions.ask(tx, row.id, terms);
      await look?.end?.(tx);
    });
  }

  /** A reversal that fails stops where it is, and may be asked for again; waiting on, it would hold up every import. */
  private async halt(row: ImportRow, { heldUntilMs }: Lease): Promise<void> {
    const ours = ['lease_until_ms = ?', heldUntilMs] as const;
    await this.db.run('imports.halt', (tx) => this.states.move(tx, row, 'halt', { leaseUntilMs: 0 }, ours));
  }

  private async end(row: ImportRow, move: 'finish' | 'fail', lease: Lease): Promise<void> {
    const ours = ['lease_until_ms = ?', lease.heldUntilMs] as const;
    const moved = await this.db.run('imports.finish', (tx) => {
      const stamps = { finishedAtMs: tx.nowMs(), filePath: '', leaseUntilMs: 0 };
      return this.states.move(tx, row, move, stamps, ours);
    });
    if (moved.kind === 'moved') await this.uploads.remove(row.filePath);
  }
}
