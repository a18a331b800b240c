import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor';
import type { Tx } from '../../platform/db/statements';
import { auditNotes, type AuditRow } from './entities';
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
  /** What was written about a person: free text, which goes when they do. */
  readonly note?: AuditNote;
}

export interface AuditNote {
  /** 0: about nobody who is a customer. */
  readonly customerId: number;
  /** At most 255 characters. */
  readonly text: string;
}

/** What a row says of its note: SHA-256 over salt and text, in hexadecimal. */
export const noteHash = (salt: Buffer, text: string): string =>
  createHash('sha256').update(salt).update(text).digest('hex');

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
    const { brandId, actor, action, subject, note } = entry;
    const salt = randomBytes(16);
    const detail = note ? { ...entry.detail, note: noteHash(salt, note.text) } : entry.detail;
    const last = await lockLast(tx, brandId);
    const row: Omit<AuditRow, 'hash'> = {
      id: tx.nextId(),
      brandId,
      sequence: (last?.sequence ?? 0) + 1,
      actorKind: actor.kind,
      actorId: actor.id,
      action,
      subject,
      detail: JSON.stringify(detail),
      atMs: tx.nowMs(),
      previousHash: last?.hash ?? START,
    };
    await append(tx, { ...row, hash: auditHash(row) });
    if (note) await auditNotes.insert(tx, [{ id: row.id, brandId, salt, ...note }]);
  }
}
