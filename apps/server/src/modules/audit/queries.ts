import { RunAgain } from '../../platform/db/run-again';
import type { Reader, Tx } from '../../platform/db/statements';
import { auditLog, type AuditRow } from './entities';

/** A brand's chain: where it ends, and how many rows it has. */
export interface AuditChain {
  readonly brandId: number;
  readonly last: number;
  readonly length: number;
}

/**
 * The newest row of a brand's chain, locked so that the next one follows it. Whoever waits for the lock of a row is
 * answered with that row, though others were added behind it meanwhile: so it looks again until nothing is newer.
 */
export async function lockLast(tx: Tx, brandId: number): Promise<AuditRow | null> {
  const newest = { order: 'sequence DESC', limit: 1, lock: 'update' } as const;
  let last = await auditLog.one(tx, brandId, {}, newest);
  if (tx.dialect.engine === 'sqlite') return last;
  for (;;) {
    const newer = await auditLog.one(tx, brandId, {}, newest);
    if (newer?.sequence === last?.sequence) return last;
    last = newer;
  }
}

/** @throws RunAgain when another transaction began the brand's chain at the same time */
export async function append(tx: Tx, row: AuditRow): Promise<void> {
  try {
    await auditLog.insert(tx, [row]);
  } catch (error) {
    const { driverError } = error as { driverError?: { errno?: number } };
    if (driverError?.errno === 1062) throw new RunAgain('two first rows of an audit chain', { cause: error });
    throw error;
  }
}

export const auditChains = (reader: Reader): Promise<AuditChain[]> =>
  reader.query<AuditChain>(
    'SELECT brand_id AS brandId, MAX(sequence) AS last, COUNT(*) AS length FROM audit_log GROUP BY brand_id ORDER BY brand_id',
  );
