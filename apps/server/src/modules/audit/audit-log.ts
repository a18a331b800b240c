import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor';
import type { Tx } from '../../platform/db/statements';
import { AuditQueries, type AuditRow } from './queries';

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
    row.brand_id,
    row.sequence,
    row.actor_kind,
    row.actor_id,
    row.action,
    row.subject,
    row.detail,
    row.at_ms,
  ];
  return createHash('sha256').update(row.previous_hash).update(JSON.stringify(said)).digest();
}

/**
 * The append-only record of privileged actions, written in the transaction of the action (INV-30). Rows are chained by
 * hash per brand: taking one out or changing it breaks every row behind it.
 */
@Injectable()
export class AuditLog {
  constructor(private readonly queries: AuditQueries) {}

  /** Writes one row behind the brand's newest. Actions of one brand wait here for each other until they commit. */
  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    const last = await this.queries.last(tx, entry.brandId);
    const row: Omit<AuditRow, 'hash'> = {
      id: tx.nextId(),
      brand_id: entry.brandId,
      sequence: (last?.sequence ?? 0) + 1,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
      at_ms: tx.nowMs(),
      previous_hash: last?.hash ?? START,
    };
    await this.queries.insert(tx, { ...row, hash: auditHash(row) });
  }
}
