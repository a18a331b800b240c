import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FileEncoding } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { importFaults, importJobs, type FaultRow, type ImportRow } from './entities';
import { KeptLines } from './kept-lines';
import { reasonsOf, type Reason } from './queries';
import { Uploads } from './uploads';

/** A refused line, with what stood there as long as that is kept. */
export type KeptFault = FaultRow & { readonly text: string };

export type ImportView = ImportRow & { readonly reasons: readonly Reason[] };

type NewImport = Pick<ImportRow, 'brandId' | 'operatorId' | 'kind' | 'fileName'> & {
  readonly source: Readable;
  /** Absent: found out from the bytes. */
  readonly encoding?: FileEncoding | undefined;
  /** Whether its orders correct those that are there. */
  readonly corrects: boolean;
};

const LATEST = 50;
/** The commonest reasons that a summary shows. */
const REASONS = 20;

/** Uploaded files on their way in, and what became of them. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly db: Database,
    private readonly uploads: Uploads,
    private readonly lines: KeptLines,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** Keeps the file and queues its import. */
  async start(
    upload: NewImport,
  ): Promise<Result<ImportView, { code: 'BODY_TOO_LARGE' | 'ENCODING_UNSURE' | 'HEADER_WRONG' }>> {
    const { brandId, operatorId, kind, fileName, source, corrects } = upload;
    const id = this.db.nextId();
    const kept = await this.uploads.keep(String(id), kind, source, upload.encoding);
    if (!kept.ok) return kept;
    const { path: filePath, bytes, encoding } = kept.value;
    const file = { kind, fileName, filePath, encoding, bytes, corrects };
    const row = { ...file, id, brandId, state: 'queued' as const, operatorId };
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

  byId(brandId: number, importId: number): Promise<Result<ImportView, { code: 'IMPORT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      const [view] = await shown(reader, await importJobs.select(reader, brandId, { id: importId }));
      return view ? ok(view) : fail({ code: 'IMPORT_UNKNOWN' });
    });
  }

  /** The rejected lines, as far as they are kept. */
  faults(brandId: number, importId: number): Promise<Result<KeptFault[], { code: 'IMPORT_UNKNOWN' }>> {
    return this.db.read(async (reader) => {
      if ((await importJobs.count(reader, brandId, { id: importId })) === 0)
        return fail({ code: 'IMPORT_UNKNOWN' });
      const faults = await importFaults.select(reader, { importId }, { order: 'line' });
      const texts = await this.lines.of(reader, brandId, importId);
      return ok(faults.map((fault) => ({ ...fault, text: texts.get(fault.line) ?? '' })));
    });
  }
}

async function shown(reader: Reader, rows: readonly ImportRow[]): Promise<ImportView[]> {
  const reasons = await reasonsOf(
    reader,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const commonest = (reasons.get(row.id) ?? []).slice(0, REASONS);
    return { ...row, reasons: commonest.map(({ code, count }) => ({ code, count })) };
  });
}
