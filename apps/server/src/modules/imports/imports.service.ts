import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import type { ImportKind } from './file-import';
import { ImportsQueries, type ImportRow } from './queries';
import { Uploads } from './uploads';

export interface ImportView extends ImportRow {
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
}

export interface NewImport {
  readonly brandId: number;
  readonly operatorId: number;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly source: Readable;
}

const LATEST = 50;
/** The commonest reasons that a summary shows. */
const REASONS = 20;

/** Uploaded files on their way in, and what became of them. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly db: Database,
    private readonly queries: ImportsQueries,
    private readonly uploads: Uploads,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Keeps the file and queues its import. */
  async start(upload: NewImport): Promise<Result<ImportView, { code: 'BODY_TOO_LARGE' | 'HEADER_WRONG' }>> {
    const { brandId, operatorId, kind, fileName, source } = upload;
    const id = this.db.nextId();
    const kept = await this.uploads.keep(String(id), kind, source);
    if (!kept.ok) return kept;
    const { path: filePath, bytes } = kept.value;
    await this.db.run('imports.start', async (tx) => {
      const startedAtMs = this.db.nowMs();
      await this.queries.add(tx, { id, brandId, kind, fileName, filePath, operatorId, bytes, startedAtMs });
      await this.audit.record(tx, {
        brandId,
        actor: actorOf({ operatorId }),
        action: 'import.started',
        subject: this.publicIds.encode('imp', id),
        detail: { kind, bytes },
      });
    });
    const view = await this.byId(brandId, id);
    if (!view.ok) throw new Error('An import vanished right after it was queued');
    return view;
  }

  latest(brandId: number): Promise<ImportView[]> {
    return this.db.read(async (reader) => {
      const rows = await this.queries.latest(reader, brandId, LATEST);
      const reasons = await this.queries.reasons(
        reader,
        rows.map((row) => row.id),
      );
      return rows.map((row) => ({ ...row, reasons: reasonsOf(row.id, reasons) }));
    });
  }

  byId(brandId: number, importId: number): Promise<Result<ImportView, { code: 'IMPORT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const row = await this.queries.byId(reader, brandId, importId);
      if (!row) return fail({ code: 'IMPORT_UNKNOWN' });
      return ok({ ...row, reasons: reasonsOf(importId, await this.queries.reasons(reader, [importId])) });
    });
  }

  /** The rejected lines, as far as they are kept. */
  faults(
    brandId: number,
    importId: number,
  ): Promise<Result<{ line: number; code: string; field: string }[], { code: 'IMPORT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const row = await this.queries.byId(reader, brandId, importId);
      return row ? ok(await this.queries.faults(reader, importId)) : fail({ code: 'IMPORT_UNKNOWN' });
    });
  }
}

const reasonsOf = (
  importId: number,
  reasons: readonly { importId: number; code: string; count: number }[],
): ImportView['reasons'] =>
  reasons
    .filter((reason) => reason.importId === importId)
    .slice(0, REASONS)
    .map(({ code, count }) => ({ code, count }));
