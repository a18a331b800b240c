import type { FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { customerColumns, type fileLists } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import { States } from '../../platform/db/states';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal, RefusalOf } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import { CustomerListService } from '../customer-admin';
import { fileLifecycle, listFiles, type Asked, type ListFileRow } from './entities';
import { ListFolder } from './folder';

/** How long a file is kept: long enough to come back after a weekend. */
export const KEPT_MS = 7 * 86_400_000;
const LATEST = 20;
/** So many of one operator are written or wait at a time. */
const WAITING_MAX = 3;

type Asking = Pick<OperatorPrincipal, 'brandId' | 'operatorId' | 'storeScope'>;
type AskedFor = Pick<Asked, 'filters' | 'language'> & { readonly columns?: Asked['columns'] | undefined };

/** Whole lists as files: asked for, looked after and handed out. LISTS-1: a file is its operator's alone. */
@Injectable()
export class ListFilesService {
  private readonly states = new States(listFiles, fileLifecycle);

  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomerListService,
    private readonly folder: ListFolder,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Order of checks: filters that name what the brand does not have, files of the operator under way. */
  async ask(
    who: Asking,
    list: (typeof fileLists)[number],
    { filters, columns, language }: AskedFor,
  ): Promise<Result<ListFileRow, RefusalOf<'fileCustomers'>>> {
    const { brandId, operatorId } = who;
    const storeScope = who.storeScope && [...who.storeScope];
    const asked: Asked = { filters, columns: columns ?? [...customerColumns], language, storeScope };
    await this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      await this.customers.step(reader, brand, who, filters, { afterId: 0, limit: 1 });
    });
    return this.db.run(
      'listFiles.ask',
      async (tx): Promise<Result<ListFileRow, RefusalOf<'fileCustomers'>>> => {
        const waiting = await listFiles.count(tx, brandId, { operatorId, state: ['queued', 'running'] });
        if (waiting >= WAITING_MAX) return fail({ code: 'LIST_FILES_WAITING' });
        const id = tx.nextId();
        const begun = { id, brandId, operatorId, list, asked, startedAtMs: tx.nowMs() };
        await listFiles.insert(tx, [{ ...begun, state: 'queued' }]);
        await this.note(tx, who, 'list_file.asked', id, { list, filters: Object.keys(filters).join(' ') });
        const row = await listFiles.one(tx, brandId, { id });
        if (!row) throw new Error('A file vanished right after it was asked for');
        return ok(row);
      },
    );
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

  /** The file, open: whoever gets it closes it. */
  async open(who: Asking, fileId: string): Promise<Result<FileHandle, RefusalOf<'listFileContent'>>> {
    const found = await this.byId(who, fileId);
    if (!found.ok) return found;
    const file = found.value.state === 'done' ? await this.folder.read(found.value.fileName) : null;
    if (file === null) return fail({ code: 'LIST_FILE_NOT_READY' });
    await this.db.run('listFiles.download', (tx) =>
      this.note(tx, who, 'list_file.downloaded', found.value.id, { rows: found.value.lineCount }),
    );
    return ok(file);
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
