import type { Fault } from '@liuliang/domain';
import type { Reader } from '../db/statements';
import type { Documents } from './documents';
import { FIRST } from './kind';
import { published, type HeadRow, type Place } from './queries';
import { inForceAt } from './versions';

/** A version as people see it: with names, and whether it holds now. */
export interface VersionHead extends Omit<
  HeadRow,
  'id' | 'createdBy' | 'changedBy' | 'publishedBy' | 'publishedAtMs'
> {
  readonly isInForce: boolean;
  /** Names; null: the system, or nobody yet. */
  readonly createdBy: string | null;
  readonly changedBy: string | null;
  readonly publishedBy: string | null;
  readonly publishedAtMs: number | null;
}

export interface VersionDetail<T> extends VersionHead {
  readonly content: T;
  readonly faults: readonly Fault[];
}

/** Rows as people see them. Which version holds is asked only where one of them might. */
export async function viewsOf(
  documents: Documents,
  reader: Reader,
  place: Place,
  rows: readonly HeadRow[],
): Promise<VersionHead[]> {
  const names = await documents.namesOf(
    reader,
    rows.flatMap(({ createdBy, changedBy, publishedBy }) => [createdBy, changedBy, publishedBy]),
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
  }));
}
