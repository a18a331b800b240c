import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import { States } from '../../platform/db/states';
import type { Reader, Tx } from '../../platform/db/statements';
import type { OperatorPrincipal } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BroughtKinds, type BalancesToCome, type Moved } from './brought-kinds';
import { CodeQuestions, type CodeAnswer, type Offer } from './code-questions';
import {
  importFaults,
  importJobs,
  importLifecycle,
  type CodeRow,
  type FaultRow,
  type ImportRow,
} from './entities';
import { headersOf, type RowKind } from './file-import';
import { KeptLines } from './kept-lines';
import { reasonsOf, type Reason } from './queries';
import { Reversals } from './reversals';
import type { SaidOfFile } from './survey';
import type { Headers } from './tables';
import { Uploads, type KeepRefusal } from './uploads';

/** A refused line, with what stood there as long as that is kept. */
export type KeptFault = FaultRow & { readonly text: string };

/** Refused lines, and the import that they are of. */
interface KeptFaults {
  readonly of: ImportRow;
  readonly kept: readonly KeptFault[];
}

export type ImportView = ImportRow & {
  readonly reasons: readonly Reason[];
  readonly reversible: number;
  readonly moved: Moved | null;
};

type NewImport = Pick<ImportRow, 'brandId' | 'operatorId' | 'kind' | 'fileName'> & {
  readonly source: Readable;
  readonly said: SaidOfFile;
  /** Whether its orders correct those that are there. */
  readonly corrects: boolean;
};

/** What an upload would do. */
export interface PreviewView {
  readonly row: ImportRow;
  readonly problems: readonly KeptFault[];
  readonly codes: readonly (CodeRow & { readonly offers: readonly Offer[] })[];
  readonly balances: BalancesToCome | null;
}

interface Confirmation {
  readonly fileHash: string;
  readonly codes: readonly CodeAnswer[];
}

type ConfirmRefusal = {
  readonly code: 'IMPORT_UNKNOWN' | 'IMPORT_NOT_WAITING' | 'IMPORT_CODE_UNKNOWN' | 'IMPORT_SECOND_PERSON';
};

const UNREAD_CHARS_MAX = 255;
type ReverseRefusal =
  | { readonly code: 'IMPORT_UNKNOWN' | 'IMPORT_NOT_REVERSIBLE' }
  | { readonly code: 'IMPORT_POINTS_MOVED'; readonly balances: number };

/** The first lines that a preview shows. */
const PROBLEMS = 20;
const LATEST = 50;
/** The commonest reasons that a summary shows. */
const REASONS = 20;

/** Uploaded files on their way in, and what became of them. */
@Injectable()
export class ImportsService {
  private readonly states = new States(importJobs, importLifecycle);

  constructor(
    private readonly db: Database,
    private readonly uploads: Uploads,
    private readonly lines: KeptLines,
    private readonly questions: CodeQuestions,
    private readonly reversals: Reversals,
    private readonly brought: BroughtKinds,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Keeps the file and queues a look at it: nothing of it is posted before somebody confirms. */
  async start(upload: NewImport): Promise<Result<ImportView, KeepRefusal>> {
    const { brandId, operatorId, kind, fileName, source, corrects } = upload;
    const id = this.db.nextId();
    const kept = await this.uploads.keep(String(id), this.headersOf(kind), source, upload.said);
    if (!kept.ok) return kept;
    const { path: filePath, hash: fileHash, unread, ...found } = kept.value;
    const { bytes } = found;
    const file = { ...found, kind, fileName, filePath, fileHash, unreadSheets: joined(unread), corrects };
    const row = { ...file, id, brandId, state: 'checking' as const, operatorId };
    await this.db.run('imports.start', async (tx) => {
      await importJobs.insert(tx, [{ ...row, startedAtMs: tx.nowMs() }]);
      await this.audit.record(tx, {
        brandId,
        actor: actorOf({ operatorId }),
        action: 'import.started',
        subject: this.publicIds.encode('imp', id),
        detail: corrects ? { kind, bytes, corrects } : { kind, bytes },
      });
    });
    const view = await this.byId(brandId, id);
    if (!view.ok) throw new Error('An import vanished right after it was queued');
    return view;
  }

  latest(brandId: number): Promise<ImportView[]> {
    return this.db.read(async (reader) => {
      const rows = await importJobs.select(reader, brandId, {}, { order: 'id DESC', limit: LATEST });
      return shown(reader, rows);
    });
  }

  /** Files that somebody else uploaded and that only a second person may let in, for whoever may be that one. */
  waitingFor(who: OperatorPrincipal): Promise<ImportView[]> {
    const { brandId } = who;
    return this.db.read(async (reader) => {
      const asked = { state: 'checked' as const, kind: this.brought.names };
      const rows = await importJobs.select(reader, brandId, asked, { order: 'id DESC', limit: LATEST });
      const waiting: ImportRow[] = [];
      for (const row of rows)
        if (await this.brought.of(row.kind)?.waitsFor(reader, row, who)) waiting.push(row);
      return shown(reader, waiting);
    });
  }

  byId(brandId: number, importId: number): Promise<Result<ImportView, { code: 'IMPORT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const [view] = await shown(reader, await importJobs.select(reader, brandId, { id: importId }));
      if (!view) return fail({ code: 'IMPORT_UNKNOWN' });
      const isThrough = view.state === 'done' || view.state === 'reversed';
      if (!isThrough) return ok(view);
      const { reversible, moved } = await this.reversals.standing(reader, view);
      return ok({ ...view, moved, reversible: view.state === 'done' ? reversible : 0 });
    });
  }

  /** What an upload would do. */
  preview(
    who: OperatorPrincipal,
    importId: number,
  ): Promise<Result<PreviewView, { code: 'IMPORT_UNKNOWN' }>> {
    const { brandId } = who;
    return this.db.read(async (reader) => {
      const row = await importJobs.one(reader, brandId, { id: importId });
      if (!row) return fail({ code: 'IMPORT_UNKNOWN' });
      const first = await importFaults.select(reader, { importId }, { order: 'line', limit: PROBLEMS });
      const texts = await this.lines.of(
        reader,
        brandId,
        importId,
        first.map(({ line }) => line),
      );
      const codes = await this.questions.asked(reader, importId);
      const offers = await this.questions.offers(reader, brandId, codes);
      return ok({
        row,
        balances: (await this.brought.of(row.kind)?.preview(reader, row, who)) ?? null,
        problems: first.map((fault) => ({ ...fault, text: texts.get(fault.line) ?? '' })),
        codes: codes.map((code) => ({ ...code, offers: offers.get(code.number) ?? [] })),
      });
    });
  }

  /** Lets the file that was looked at be posted; what its codes stand for is said here, or their lines are refused. */
  async confirm(
    who: OperatorPrincipal,
    importId: number,
    { fileHash, codes }: Confirmation,
  ): Promise<Result<ImportView, ConfirmRefusal>> {
    const { brandId, operatorId } = who;
    const refusal = await this.db.run('imports.confirm', async (tx): Promise<ConfirmRefusal | null> => {
      const row = await importJobs.one(tx, brandId, { id: importId }, { lock: 'update' });
      if (!row) return { code: 'IMPORT_UNKNOWN' };
      if (row.state !== 'checked' || row.fileHash !== fileHash) return { code: 'IMPORT_NOT_WAITING' };
      if (!(await this.questions.areSound(tx, row, codes))) return { code: 'IMPORT_CODE_UNKNOWN' };
      const kind = this.brought.of(row.kind);
      if (kind && !(await kind.confirm(tx, row, who))) return { code: 'IMPORT_SECOND_PERSON' };
      await this.questions.answer(tx, importId, codes);
      await this.states.move(tx, row, 'confirm', { confirmedBy: operatorId, leaseUntilMs: 0 });
      await this.record(tx, row, operatorId, 'import.confirmed', { fileHash });
      return null;
    });
    return refusal ? fail(refusal) : this.byId(brandId, importId);
  }

  /** Throws an upload away that nobody confirmed. */
  async discard(
    brandId: number,
    importId: number,
    operatorId: number,
  ): Promise<Result<ImportView, { code: 'IMPORT_UNKNOWN' | 'IMPORT_NOT_WAITING' }>> {
    const path = await this.db.run('imports.discard', async (tx) => {
      const row = await importJobs.one(tx, brandId, { id: importId }, { lock: 'update' });
      if (!row) return null;
      const stamps = { finishedAtMs: tx.nowMs(), filePath: '' };
      const moved = await this.states.move(tx, row, 'discard', stamps);
      if (moved.kind !== 'moved') return '';
      await this.record(tx, row, operatorId, 'import.discarded', {});
      return row.filePath;
    });
    if (path === null) return fail({ code: 'IMPORT_UNKNOWN' });
    if (path === '') return fail({ code: 'IMPORT_NOT_WAITING' });
    await this.uploads.remove(path);
    return this.byId(brandId, importId);
  }

  /** Begins to take back what an import brought. */
  async reverse(
    brandId: number,
    importId: number,
    operatorId: number,
  ): Promise<Result<ImportView, ReverseRefusal>> {
    const refusal = await this.db.run('imports.reverse', async (tx): Promise<ReverseRefusal | null> => {
      const row = await importJobs.one(tx, brandId, { id: importId }, { lock: 'update' });
      if (!row) return { code: 'IMPORT_UNKNOWN' };
      const { reversible, moved } = await this.reversals.standing(tx, row);
      if (row.state !== 'done' || reversible === 0) return { code: 'IMPORT_NOT_REVERSIBLE' };
      if (moved && moved.balances > 0) return { code: 'IMPORT_POINTS_MOVED', balances: moved.balances };
      const stamps = { reversedBy: operatorId, reversedAtMs: tx.nowMs(), leaseUntilMs: 0 };
      await this.states.move(tx, row, 'reverse', stamps);
      await this.record(tx, row, operatorId, 'import.reversed', { [row.kind]: reversible });
      return null;
    });
    return refusal ? fail(refusal) : this.byId(brandId, importId);
  }

  /** What a file of a kind may begin with. */
  headersOf(kind: ImportRow['kind']): Headers {
    return this.brought.of(kind)?.headers ?? headersOf(kind as RowKind);
  }

  private record(
    tx: Tx,
    { id, brandId }: ImportRow,
    operatorId: number,
    action: 'import.confirmed' | 'import.discarded' | 'import.reversed',
    detail: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const subject = this.publicIds.encode('imp', id);
    return this.audit.record(tx, { brandId, actor: actorOf({ operatorId }), action, subject, detail });
  }

  /** The rejected lines, as far as they are kept. */
  faults(brandId: number, importId: number): Promise<Result<KeptFaults, { code: 'IMPORT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const of = await importJobs.one(reader, brandId, { id: importId });
      if (!of) return fail({ code: 'IMPORT_UNKNOWN' });
      const faults = await importFaults.select(reader, { importId }, { order: 'line' });
      const texts = await this.lines.of(reader, brandId, importId);
      return ok({ of, kept: faults.map((fault) => ({ ...fault, text: texts.get(fault.line) ?? '' })) });
    });
  }
}

/** As many names as there is room for. */
function joined(sheets: readonly string[]): string {
  let text = '';
  for (const name of sheets)
    if (text.length + name.length < UNREAD_CHARS_MAX) text += text === '' ? name : `/${name}`;
  return text;
}

async function shown(reader: Reader, rows: readonly ImportRow[]): Promise<ImportView[]> {
  const reasons = await reasonsOf(
    reader,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const commonest = (reasons.get(row.id) ?? []).slice(0, REASONS);
    return {
      ...row,
      reasons: commonest.map(({ code, count }) => ({ code, count })),
      reversible: 0,
      moved: null,
    };
  });
}
