import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor';
import type { Tx } from '../../platform/db/statements';
import type { AuditRow } from './entities';
import { append, lockLast } from './queries';

/** One privileged action: who did what to which thing of ours. Never a person's data. */
export interface AuditEntry {
  readonly brandId: number;
  readonly actor: Actor;
  /** `area.verb_in_past`: `import.started`, `customer.erased`. */
  readonly action: string;
  /** A public id or a name of ours. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** What a brand's chain starts from. */
export const START = Buffer.alloc(32);

/** SHA-256 over the previous hash and everything the row says, in a fixed order. */
export function auditHash(row: Omit<AuditRow, 'hash'>): Buffer {
  const said = [
    row.id,
    row.brandId,
    row.sequence,
    row.actorKind,
    row.actorId,
    row.action,
    row.subject,
    row.detail,
    row.atMs,
  ];
  return createHash('sha256').update(row.previousHash).update(JSON.stringify(said)).digest();
}

/**
 * The append-only record of privileged actions, written in the transaction of the action (INV-30). Rows are chained by
 * hash per brand: taking one out or changing it breaks every row behind it.
 */
@Injectable()
export class AuditLog {
  /** Writes one row behind the brand's newest. Actions of one brand wait here for each other until they commit. */
  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    const { brandId, actor, action, subject } = entry;
    const last = await lockLast(tx, brandId);
    const row: Omit<AuditRow, 'hash'> = {
      id: tx.nextId(),
      brandId,
      sequence: (last?.sequence ?? 0) + 1,
      actorKind: actor.kind,
      actorId: actor.id,
      action,
      subject,
      detail: JSON.stringify(entry.detail),
      atMs: tx.nowMs(),
      previousHash: last?.hash ?? START,
    };
    await append(tx, { ...row, hash: auditHash(row) });
  }
}
