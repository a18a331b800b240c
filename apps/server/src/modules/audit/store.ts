import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export interface AuditRow {
  id: number;
  brand_id: number;
  sequence: number;
  actor_kind: string;
  actor_id: number;
  action: string;
  subject: string;
  detail: string;
  at_ms: number;
  previous_hash: Buffer;
  hash: Buffer;
}

const COLUMNS = [
  'id',
  'brand_id',
  'sequence',
  'actor_kind',
  'actor_id',
  'action',
  'subject',
  'detail',
  'at_ms',
  'previous_hash',
  'hash',
];

@Injectable()
export class AuditStore {
  /** The newest row of a brand's chain, locked so that the next one follows it. */
  async last(tx: Tx, brandId: number): Promise<AuditRow | null> {
    const rows = await tx.query<AuditRow>(
      `SELECT ${COLUMNS.join(', ')} FROM audit_log WHERE brand_id = ? ORDER BY sequence DESC LIMIT 1${tx.dialect.forUpdate}`,
      [brandId],
    );
    return rows[0] ?? null;
  }

  async insert(tx: Tx, row: AuditRow): Promise<void> {
    await insertRows(tx, 'audit_log', COLUMNS, [COLUMNS.map((column) => row[column as keyof AuditRow])]);
  }

  /** Rows of a chain in order, from a sequence on. */
  async after(reader: Reader, brandId: number, sequence: number, limit: number): Promise<AuditRow[]> {
    return reader.query<AuditRow>(
      `SELECT ${COLUMNS.join(', ')} FROM audit_log WHERE brand_id = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
      [brandId, sequence, limit],
    );
  }
}
