import { Injectable } from '@nestjs/common';
import type { Routes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import { States } from '../../platform/db/states';
import type { Tx } from '../../platform/db/statements';
import { refuse, type InputOf, type OperatorPrincipal, type RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { fileLifecycle, listFiles, type Asked, type ListFileRow } from './entities';
import { ListFolder } from './folder';
import { FileLists, refuseField } from './lists';
import { FileNames } from './names';

/** How long a file is kept: long enough to come back after a weekend. */
export const KEPT_MS = 7 * 86_400_000;
const LATEST = 20;
/** So many of one operator are written or wait at a time. */
const WAITING_MAX = 3;

type Asking = Pick<OperatorPrincipal, 'brandId' | 'operatorId'>;
type AskedFor = InputOf<Routes['fileList']>['body'];

/**
 * Whole lists as files: asked for, looked after and handed out. LISTS-1: a file is its operator's alone, as long as they may
 * read the list.
 */
@Injectable()
export class ListFilesService {
  private readonly states = new States(listFiles, fileLifecycle);

  constructor(
    private readonly db: Database,
    private readonly lists: FileLists,
    private readonly names: FileNames,
    private readonly folder: ListFolder,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Order of checks: the list, who may read it, columns, filters, files of the operator under way. */
  async ask(
    who: OperatorPrincipal,
    { list, title, filters, columns, language }: AskedFor,
  ): Promise<Result<ListFileRow, RefusalOf<'fileList'>>> {
    const { brandId, operatorId } = who;
    const found = this.lists.forReader(list, who);
    const unknown = columns.findIndex(({ key }) => !Object.hasOwn(found.cells, key));
    if (unknown >= 0) refuseField(`columns.${unknown}.key`, 'invalid_value');
    await this.lists.page(found, who, filters, { cursor: null, limit: 1 });
    const asked: Asked = { title, filters, columns, language, storeScope: scopeOf(who) };
    return this.db.run('listFiles.ask', async (tx): Promise<Result<ListFileRow, RefusalOf<'fileList'>>> => {
      const waiting = await listFiles.count(tx, brandId, { operatorId, state: ['queued', 'running'] });
      if (waiting >= WAITING_MAX) return fail({ code: 'LIST_FILES_WAITING' });
      const id = tx.nextId();
      const begun = { id, brandId, operatorId, list, asked, startedAtMs: tx.nowMs() };
      await listFiles.insert(tx, [{ ...begun, state: 'queued' }]);
      await this.note(tx, who, 'list_file.asked', id, { list, filters: Object.keys(filters).join(' ') });
      const row = await listFiles.one(tx, brandId, { id });
      if (!row) throw new Error('A file vanished right after it was asked for');
      return ok(row);
    });
  }

  latest({ brandId, operatorId }: Asking): Promise<ListFileRow[]> {
    return this.db.read((reader) =>
      listFiles.select(reader, brandId, { operatorId }, { order: 'id DESC', limit: LATEST }),
    );
  }

  async byId(
    { brandId, operatorId }: Asking,
    fileId: string,
  ): Promise<Result<ListFileRow, RefusalOf<'listFile'>>> {
    const id = this.publicIds.decode('lfl', fileId) ?? 0;
    const row = await this.db.read((reader) => listFiles.one(reader, brandId, { id, operatorId }));
    return row ? ok(row) : fail({ code: 'LIST_FILE_UNKNOWN' });
  }

  /** The file with the names in it, to be read to its end. @throws RefusalError FORBIDDEN for who may not read the list now */
  async open(
    who: Asking,
    fileId: string,
  ): Promise<Result<AsyncIterable<string>, RefusalOf<'listFileContent'>>> {
    const found = await this.byId(who, fileId);
    if (!found.ok) return found;
    if (!(await this.lists.ownerNow(found.value))) refuse('FORBIDDEN');
    const { id, state, fileName, lineCount } = found.value;
    const file = state === 'done' ? await this.folder.read(fileName) : null;
    if (file === null) return fail({ code: 'LIST_FILE_NOT_READY' });
    await this.db.run('listFiles.download', (tx) =>
      this.note(tx, who, 'list_file.downloaded', id, { rows: lineCount }),
    );
    return ok(this.names.read(who.brandId, file));
  }

  /** Stops one that is written, removes one that is there. */
  async cancel(who: Asking, fileId: string): Promise<Result<ListFileRow, RefusalOf<'cancelListFile'>>> {
    const found = await this.byId(who, fileId);
    if (!found.ok) return found;
    const moved = await this.db.run('listFiles.cancel', (tx) => {
      const stamps = { finishedAtMs: tx.nowMs(), fileName: '', leaseUntilMs: 0 };
      return this.states.move(tx, found.value, 'cancel', stamps);
    });
    // One that was cancelled before is just that.
    const isCancelled = moved.kind === 'moved' || (moved.kind === 'elsewhere' && moved.state === 'cancelled');
    if (!isCancelled) return fail({ code: 'LIST_FILE_NOT_READY' });
    // Whoever is writing it finds out at its next step, and removes what it wrote.
    await this.folder.remove(found.value.fileName);
    return this.byId(who, fileId);
  }

  private note(
    tx: Tx,
    { brandId, operatorId }: Asking,
    action: 'list_file.asked' | 'list_file.downloaded',
    id: number,
    detail: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const subject = this.publicIds.encode('lfl', id);
    return this.audit.record(tx, { brandId, actor: actorOf({ operatorId }), action, subject, detail });
  }
}

/** The stores that somebody sees, as a row keeps them. */
export const scopeOf = ({ storeScope }: Pick<OperatorPrincipal, 'storeScope'>): Asked['storeScope'] =>
  storeScope && [...storeScope];
