import { insertRows, type Reader, type Tx } from '../db/statements';

export interface JobRow {
  name: string;
  last_run_at_ms: number;
  last_result: string;
  failures: number;
}

const COLUMNS = ['name', 'lease_owner', 'lease_until_ms', 'last_run_at_ms', 'last_result', 'failures'];

export async function jobRows(reader: Reader): Promise<JobRow[]> {
  return reader.query<JobRow>('SELECT name, last_run_at_ms, last_result, failures FROM job_state');
}

/** Makes sure that a job has its row. */
async function addJob(tx: Tx, name: string): Promise<void> {
  await insertRows(tx, 'job_state', COLUMNS, [[name, '', 0, 0, '', 0]], { ignore: true });
}

export interface LeaseRequest {
  readonly name: string;
  readonly lease: string;
  readonly nowMs: number;
  readonly untilMs: number;
  /** The last run must be at or before this instant … */
  readonly ranBeforeMs: number;
  /** … or, when it failed, at or before this one. */
  readonly failedBeforeMs: number;
}

/** @returns whether the lease is the caller's. */
export async function takeLease(tx: Tx, request: LeaseRequest): Promise<boolean> {
  await addJob(tx, request.name);
  const taken = await tx.exec(
    `UPDATE job_state SET lease_owner = ?, lease_until_ms = ? WHERE name = ? AND lease_until_ms <= ?
     AND (last_run_at_ms <= ? OR (failures > 0 AND last_run_at_ms <= ?))`,
    [
      request.lease,
      request.untilMs,
      request.name,
      request.nowMs,
      request.ranBeforeMs,
      request.failedBeforeMs,
    ],
  );
  return taken === 1;
}

/** Writes an outcome down, and gives the lease back unless another worker has it by now. */
export async function noteRun(
  tx: Tx,
  name: string,
  run: {
    readonly lease: string;
    readonly atMs: number;
    readonly result: string;
    readonly hasFailed: boolean;
  },
): Promise<void> {
  await addJob(tx, name);
  await tx.exec(
    `UPDATE job_state SET last_run_at_ms = ?, last_result = ?, failures = CASE WHEN ? = 1 THEN failures + 1 ELSE 0 END,
     lease_until_ms = CASE WHEN lease_owner = ? THEN 0 ELSE lease_until_ms END WHERE name = ?`,
    [run.atMs, run.result.slice(0, 255), run.hasFailed ? 1 : 0, run.lease, name],
  );
}
