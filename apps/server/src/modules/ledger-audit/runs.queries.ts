import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export interface AuditRunRow {
  id: number;
  /** 0: the whole database. */
  brand_id: number;
  ran_at_ms: number;
  took_ms: number;
  ok: number;
  /** The checks as JSON. */
  report: string;
}

const RUN = ['id', 'brand_id', 'ran_at_ms', 'took_ms', 'ok', 'report'] as const;

/** Audits that were run, with what they found. */
@Injectable()
export class AuditRunsQueries {
  async insert(tx: Tx, row: AuditRunRow): Promise<void> {
    await insertRows(tx, 'audit_run', RUN, [RUN.map((column) => row[column])]);
  }

  /** Runs of everything and of one brand below an id, newest first. */
  async below(reader: Reader, brandId: number, id: number, limit: number): Promise<AuditRunRow[]> {
    return reader.query<AuditRunRow>(
      `SELECT ${RUN.join(', ')} FROM audit_run WHERE brand_id IN (0, ?) AND id < ? ORDER BY id DESC LIMIT ?`,
      [brandId, id, limit],
    );
  }
}
