import type { Tx } from '../platform/db/statements';

/** A transaction that does some of it in another way. */
export const txWith = (tx: Tx, other: Partial<Tx>): Tx => ({
  dialect: tx.dialect,
  mayWrite: tx.mayWrite,
  lane: tx.lane,
  nowMs: () => tx.nowMs(),
  nextId: () => tx.nextId(),
  beforeCommit: (step, key, work) => tx.beforeCommit(step, key, work),
  afterCommit: (work) => tx.afterCommit(work),
  query: (sql, parameters) => tx.query(sql, parameters),
  exec: (sql, parameters) => tx.exec(sql, parameters),
  ...other,
});
