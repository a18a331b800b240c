import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';

export interface VersionRow {
  readonly id: number;
  readonly version: number;
  readonly state: 'draft' | 'published';
  readonly startsAtMs: number;
  readonly rules: string;
  readonly note: string;
  readonly createdBy: number;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly publishedBy: number;
  readonly publishedAtMs: number;
}

const COLUMNS = [
  'id',
  'brand_id',
  'version',
  'state',
  'starts_at_ms',
  'rules',
  'note',
  'created_by',
  'created_at_ms',
  'changed_at_ms',
  'published_by',
  'published_at_ms',
];
const ROW = `id, version, state, starts_at_ms AS startsAtMs, rules, note, created_by AS createdBy,
  created_at_ms AS createdAtMs, changed_at_ms AS changedAtMs, published_by AS publishedBy, published_at_ms AS publishedAtMs`;

/** Rows of versions. EARNING-10: a published one is never changed; no statement here could. */
@Injectable()
export class VersionsQueries {
  /** Ids, numbers and starts of what is published, the one in force last first. */
  async published(
    reader: Reader,
    brandId: number,
  ): Promise<Pick<VersionRow, 'id' | 'version' | 'startsAtMs'>[]> {
    return reader.query(
      'SELECT id, version, starts_at_ms AS startsAtMs FROM earning_rules' +
        " WHERE brand_id = ? AND state = 'published' ORDER BY starts_at_ms DESC, version DESC",
      [brandId],
    );
  }

  async rulesOf(reader: Reader, ids: readonly number[]): Promise<{ id: number; rules: string }[]> {
    return queryIn(reader, ids, (list) => `SELECT id, rules FROM earning_rules WHERE id IN (${list})`);
  }

  async all(reader: Reader, brandId: number): Promise<VersionRow[]> {
    return reader.query<VersionRow>(
      `SELECT ${ROW} FROM earning_rules WHERE brand_id = ? ORDER BY version DESC`,
      [brandId],
    );
  }

  async byVersion(reader: Reader, brandId: number, version: number): Promise<VersionRow | null> {
    const sql = `SELECT ${ROW} FROM earning_rules WHERE brand_id = ? AND version = ?`;
    return (await reader.query<VersionRow>(sql, [brandId, version]))[0] ?? null;
  }

  async lockDraft(tx: Tx, brandId: number): Promise<VersionRow | null> {
    const sql = `SELECT ${ROW} FROM earning_rules WHERE brand_id = ? AND state = 'draft'${tx.dialect.forUpdate}`;
    return (await tx.query<VersionRow>(sql, [brandId]))[0] ?? null;
  }

  /** @returns whether the version's number was free */
  async add(tx: Tx, brandId: number, row: VersionRow): Promise<boolean> {
    const values = [
      row.id,
      brandId,
      row.version,
      row.state,
      row.startsAtMs,
      row.rules,
      row.note,
      row.createdBy,
      row.createdAtMs,
      row.changedAtMs,
      row.publishedBy,
      row.publishedAtMs,
    ];
    return (await insertRows(tx, 'earning_rules', COLUMNS, [values], { ignore: true })) === 1;
  }

  async saveDraft(
    tx: Tx,
    id: number,
    draft: Pick<VersionRow, 'rules' | 'note' | 'changedAtMs'>,
  ): Promise<void> {
    await tx.exec(
      "UPDATE earning_rules SET rules = ?, note = ?, changed_at_ms = ? WHERE id = ? AND state = 'draft'",
      [draft.rules, draft.note, draft.changedAtMs, id],
    );
  }

  async publish(
    tx: Tx,
    id: number,
    by: Pick<VersionRow, 'startsAtMs' | 'publishedBy' | 'publishedAtMs'>,
  ): Promise<void> {
    await tx.exec(
      "UPDATE earning_rules SET state = 'published', starts_at_ms = ?, published_by = ?, published_at_ms = ?" +
        " WHERE id = ? AND state = 'draft'",
      [by.startsAtMs, by.publishedBy, by.publishedAtMs, id],
    );
  }

  async discardDraft(tx: Tx, id: number): Promise<void> {
    await tx.exec("DELETE FROM earning_rules WHERE id = ? AND state = 'draft'", [id]);
  }
}
