import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor';
import type { Reader, Tx } from '../../platform/db/statements';
import { keyset, pageOf, type Page, type PageAsk, type Place } from '../../platform/http';
import { auditLog, auditNotes, type AuditRow } from './entities';
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

/** A row as it was written. */
export interface RecordedAction extends Omit<AuditEntry, 'brandId' | 'note'> {
  readonly sequence: number;
  readonly note: string | null;
  readonly atMs: number;
}

export const BY_SEQUENCE = ['sequence'] as const;
export type BySequence = Place<(typeof BY_SEQUENCE)[number]>;

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

  /** The rows of a brand with what was noted beside them, newest first; of one operator where one is named. */
  async page(
    reader: Reader,
    brandId: number,
    operatorId: number | null,
    ask: PageAsk<BySequence>,
  ): Promise<Page<RecordedAction, BySequence>> {
    const of = operatorId === null ? {} : { actorKind: 'operator', actorId: operatorId };
    const rows = await auditLog.select(reader, brandId, of, keyset(ask, { sequence: 'sequence' }));
    const page = pageOf(rows, ask.limit, ({ sequence }) => ({ sequence }));
    const ids = page.items.map(({ id }) => id);
    const notes = ids.length === 0 ? [] : await auditNotes.select(reader, brandId, { id: ids });
    const noteOf = new Map(notes.map(({ id, text }) => [id, text]));
    const items = page.items.map((row) => ({
      sequence: row.sequence,
      actor: { kind: row.actorKind as Actor['kind'], id: row.actorId },
      action: row.action,
      subject: row.subject,
      detail: JSON.parse(row.detail) as AuditEntry['detail'],
      note: noteOf.get(row.id) ?? null,
      atMs: row.atMs,
    }));
    return { items, next: page.next };
  }
}
