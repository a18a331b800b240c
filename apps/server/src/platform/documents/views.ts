import type { DocumentHead } from '@liuliang/contract';
import type { Fault } from '@liuliang/domain';
import type { Reader } from '../db/statements';
import type { Documents } from './documents';
import { FIRST } from './kind';
import { published, type HeadRow, type Place } from './queries';
import { inForceAt } from './versions';

/** A version as people see it: with names, and whether it holds now. */
export type VersionHead = DocumentHead;

export interface VersionDetail<T> extends VersionHead {
  readonly content: T;
  readonly faults: readonly Fault[];
}

/**
 * Rows as people see them. Which version holds is asked only where one of them might.
 * @param viewer the operator who looks; 0: nobody of the console
 */
export async function viewsOf(
  documents: Documents,
  reader: Reader,
  place: Place,
  rows: readonly HeadRow[],
  viewer: number,
): Promise<VersionHead[]> {
  const names = await documents.namesOf(
    reader,
    rows.flatMap((row) => [row.createdBy, row.changedBy, row.publishedBy, row.askedBy, row.approvedBy]),
  );
  const mayHold = rows.some(({ state }) => state === 'published');
  const started = mayHold ? await published(reader, place) : [];
  const current = started.length === 0 ? FIRST : inForceAt(started, documents.db.nowMs()).version;
  return rows.map((row) => ({
    version: row.version,
    state: row.state,
    isInForce: row.state === 'published' && row.version === current,
    startsAtMs: row.startsAtMs,
    note: row.note,
    createdBy: names.get(row.createdBy) ?? null,
    createdAtMs: row.createdAtMs,
    changedBy: names.get(row.changedBy) ?? null,
    changedAtMs: row.changedAtMs,
    publishedBy: names.get(row.publishedBy) ?? null,
    publishedAtMs: row.state === 'published' ? row.publishedAtMs : null,
    approvedBy: names.get(row.approvedBy) ?? null,
    asked:
      row.state === 'draft' && row.askedBy !== 0
        ? {
            by: names.get(row.askedBy) ?? null,
            atMs: row.askedAtMs,
            startsAtMs: row.askedStartsAtMs || null,
            isMine: row.askedBy === viewer,
          }
        : null,
  }));
}
