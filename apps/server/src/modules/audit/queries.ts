import { Injectable } from '@nestjs/common';
import { RunAgain } from '../../platform/db/run-again';
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

/** A brand's chain: where it ends, and how many rows it has. */
export interface AuditChain {
  brand_id: number;
  last: number;
  length: number;
}

@Injectable()
export class AuditQueries {
  /**
   * The newest row of a brand's chain, locked so that the next one follows it. Whoever waits for the lock of a row is
   * answered with that row, though others were added behind it meanwhile: so it looks again until nothing is newer.
   */
  async last(tx: Tx, brandId: number): Promise<AuditRow | null> {
    const sql =
      `SELECT ${COLUMNS.join(', ')} FROM audit_log WHERE brand_id = ?` +
      ` ORDER BY sequence DESC LIMIT 1${tx.dialect.forUpdate}`;
    let [last] = await tx.query<AuditRow>(sql, [brandId]);
    if (tx.dialect.engine === 'sqlite') return last ?? null;
    for (;;) {
      const [newer] = await tx.query<AuditRow>(sql, [brandId]);
      if (newer?.sequence === last?.sequence) return last ?? null;
      last = newer;
    }
  }

  /** @throws RunAgain when another transaction began the brand's chain at the same time */
  async insert(tx: Tx, row: AuditRow): Promise<void> {
    try {
      await insertRows(tx, 'audit_log', COLUMNS, [COLUMNS.map((column) => row[column as keyof AuditRow])]);
    } catch (error) {
      const { driverError } = error as { driverError?: { errno?: number } };
      if (driverError?.errno === 1062)
        throw new RunAgain('two first rows of an audit chain', { cause: error });
      throw error;
    }
  }

  /** Rows of a chain in order, behind one sequence up to another. */
  async rows(
    reader: Reader,
    brandId: number,
    after: number,
    until: number,
    limit: number,
  ): Promise<AuditRow[]> {
    return reader.query<AuditRow>(
      `SELECT ${COLUMNS.join(', ')} FROM audit_log` +
        ' WHERE brand_id = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?',
      [brandId, after, until, limit],
    );
  }

  async chains(reader: Reader): Promise<AuditChain[]> {
    return reader.query<AuditChain>(
      'SELECT brand_id, MAX(sequence) AS last, COUNT(*) AS length FROM audit_log GROUP BY brand_id ORDER BY brand_id',
    );
  }
}
