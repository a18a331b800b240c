import { Injectable } from '@nestjs/common';
import type { StateOf } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import { insertRows, type Reader, type Tx, type Value } from '../../platform/db/statements';
import { importJobs, importLifecycle } from './entities';
import type { ImportCounts, ImportKind, LineFault } from './file-import';

type ImportState = StateOf<typeof importLifecycle>;

export interface ImportRow extends ImportCounts {
  readonly id: number;
  readonly brandId: number;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly filePath: string;
  readonly state: ImportState;
  readonly operatorId: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly leaseUntilMs: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
}

// A reserved word on MySQL; SQLite takes its quotes too.
const LINES = '`lines`';
const ROW = `id, brand_id AS brandId, kind, file_name AS fileName, file_path AS filePath, state, operator_id AS operatorId,
  bytes, bytes_done AS bytesDone, ${LINES}, accepted, duplicate, rejected, lease_until_ms AS leaseUntilMs,
  started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs`;

/** Rows of background imports and of the lines that they rejected. */
@Injectable()
export class ImportsQueries {
  private readonly states = new States(importJobs, importLifecycle);

  async add(
    tx: Tx,
    row: Pick<
      ImportRow,
      'id' | 'brandId' | 'kind' | 'fileName' | 'filePath' | 'operatorId' | 'bytes' | 'startedAtMs'
    >,
  ): Promise<void> {
    const columns = [
      'id',
      'brand_id',
      'kind',
      'file_name',
      'file_path',
      'state',
      'operator_id',
      'bytes',
      'started_at_ms',
    ];
    const { id, brandId, kind, fileName, filePath, operatorId, bytes, startedAtMs } = row;
    await insertRows(tx, 'import_job', columns, [
      [id, brandId, kind, fileName, filePath, 'queued', operatorId, bytes, startedAtMs],
    ]);
  }

  async byId(reader: Reader, brandId: number, importId: number): Promise<ImportRow | null> {
    const sql = `SELECT ${ROW} FROM import_job WHERE brand_id = ? AND id = ?`;
    return (await reader.query<ImportRow>(sql, [brandId, importId]))[0] ?? null;
  }

  async latest(reader: Reader, brandId: number, limit: number): Promise<ImportRow[]> {
    return reader.query<ImportRow>(
      `SELECT ${ROW} FROM import_job WHERE brand_id = ? ORDER BY id DESC LIMIT ?`,
      [brandId, limit],
    );
  }

  /** The oldest import that nobody works on: queued, or left behind by a worker that died. */
  async nextDue(reader: Reader, nowMs: number): Promise<ImportRow | null> {
    const rows = await reader.query<ImportRow>(
      `SELECT ${ROW} FROM import_job WHERE state IN ('queued', 'running') AND lease_until_ms <= ? ORDER BY id LIMIT 1`,
      [nowMs],
    );
    return rows[0] ?? null;
  }

  /** Takes an import over and starts it from the beginning. @returns false when another worker was first */
  async claim(tx: Tx, row: ImportRow, leaseUntilMs: number): Promise<boolean> {
    const taken = await tx.exec(
      `UPDATE import_job SET state = 'running', lease_until_ms = ?, bytes_done = 0, ${LINES} = 0, accepted = 0,
        duplicate = 0, rejected = 0 WHERE id = ? AND state = ? AND lease_until_ms = ?`,
      [leaseUntilMs, row.id, row.state, row.leaseUntilMs],
    );
    if (taken === 1) await tx.exec('DELETE FROM import_fault WHERE import_id = ?', [row.id]);
    return taken === 1;
  }

  /** Notes progress and renews the lease. @returns false when the lease was lost to another worker */
  async progress(
    tx: Tx,
    importId: number,
    counts: ImportCounts & { readonly bytesDone: number },
    lease: { readonly heldUntilMs: number; readonly untilMs: number },
  ): Promise<boolean> {
    const changed = await tx.exec(
      `UPDATE import_job SET bytes_done = ?, ${LINES} = ?, accepted = ?, duplicate = ?, rejected = ?,
        lease_until_ms = ? WHERE id = ? AND state = 'running' AND lease_until_ms = ?`,
      [
        counts.bytesDone,
        counts.lines,
        counts.accepted,
        counts.duplicate,
        counts.rejected,
        lease.untilMs,
        importId,
        lease.heldUntilMs,
      ],
    );
    return changed === 1;
  }

  /** @returns false when the lease was lost to another worker */
  async end(
    tx: Tx,
    row: ImportRow,
    move: 'finish' | 'fail',
    nowMs: number,
    heldUntilMs: number,
  ): Promise<boolean> {
    const stamps = { finishedAtMs: nowMs, filePath: '', leaseUntilMs: 0 };
    const moved = await this.states.move(tx, row, move, stamps, ['lease_until_ms = ?', heldUntilMs]);
    return moved.kind === 'moved';
  }

  async addFaults(tx: Tx, importId: number, faults: readonly LineFault[]): Promise<void> {
    const rows = faults.map(({ line, code, field }): Value[] => [importId, line, code, field ?? '']);
    await insertRows(tx, 'import_fault', ['import_id', 'line', 'code', 'field'], rows, { ignore: true });
  }

  async faults(reader: Reader, importId: number): Promise<{ line: number; code: string; field: string }[]> {
    return reader.query('SELECT line, code, field FROM import_fault WHERE import_id = ? ORDER BY line', [
      importId,
    ]);
  }

  /** Rejected lines by reason, the commonest first, of several imports. */
  async reasons(
    reader: Reader,
    importIds: readonly number[],
  ): Promise<{ importId: number; code: string; count: number }[]> {
    if (importIds.length === 0) return [];
    const list = importIds.map(() => '?').join(',');
    const rows = await reader.query<{ importId: number; code: string; faults: number }>(
      `SELECT import_id AS importId, code, COUNT(*) AS faults FROM import_fault WHERE import_id IN (${list})
       GROUP BY import_id, code ORDER BY faults DESC, code`,
      [...importIds],
    );
    return rows.map(({ importId, code, faults }) => ({ importId, code, count: faults }));
  }
}
