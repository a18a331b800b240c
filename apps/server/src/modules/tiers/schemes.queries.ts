import { Injectable } from '@nestjs/common';
import { insertRows, type Reader, type Tx } from '../../platform/db/statements';

export interface SchemeRow {
  readonly id: number;
  readonly version: number;
  readonly state: 'draft' | 'published';
  readonly startsAtMs: number;
  readonly scheme: string;
  readonly note: string;
  readonly createdBy: number;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly publishedBy: number;
  readonly publishedAtMs: number;
}

const COLUMNS = {
  id: 'id',
  version: 'version',
  state: 'state',
  startsAtMs: 'starts_at_ms',
  scheme: 'scheme',
  note: 'note',
  createdBy: 'created_by',
  createdAtMs: 'created_at_ms',
  changedAtMs: 'changed_at_ms',
  publishedBy: 'published_by',
  publishedAtMs: 'published_at_ms',
} as const satisfies Record<keyof SchemeRow, string>;
const FIELDS = Object.keys(COLUMNS) as (keyof SchemeRow)[];
const SCHEME = FIELDS.map((field) => `${COLUMNS[field]} AS ${field}`).join(', ');

/** Versions of a brand's tier scheme. A published row is never written again. */
@Injectable()
export class SchemesQueries {
  /** Every version, newest first. */
  all(reader: Reader, brandId: number): Promise<SchemeRow[]> {
    return reader.query<SchemeRow>(
      `SELECT ${SCHEME} FROM tier_scheme WHERE brand_id = ? ORDER BY version DESC`,
      [brandId],
    );
  }

  /** Published versions without their content, which is read once per process: it never changes. */
  published(reader: Reader, brandId: number): Promise<{ id: number; version: number; startsAtMs: number }[]> {
    return reader.query(
      `SELECT id, version, starts_at_ms AS startsAtMs FROM tier_scheme
       WHERE brand_id = ? AND state = 'published' ORDER BY starts_at_ms, version`,
      [brandId],
    );
  }

  async byId(reader: Reader, id: number): Promise<SchemeRow | null> {
    return (await reader.query<SchemeRow>(`SELECT ${SCHEME} FROM tier_scheme WHERE id = ?`, [id]))[0] ?? null;
  }

  /** The brand's draft, locked until commit. */
  async lockDraft(tx: Tx, brandId: number): Promise<SchemeRow | null> {
    const rows = await tx.query<SchemeRow>(
      `SELECT ${SCHEME} FROM tier_scheme WHERE brand_id = ? AND state = 'draft'${tx.dialect.forUpdate}`,
      [brandId],
    );
    return rows[0] ?? null;
  }

  async draft(reader: Reader, brandId: number): Promise<SchemeRow | null> {
    const rows = await reader.query<SchemeRow>(
      `SELECT ${SCHEME} FROM tier_scheme WHERE brand_id = ? AND state = 'draft'`,
      [brandId],
    );
    return rows[0] ?? null;
  }

  /** @returns false when the version is taken */
  async insert(tx: Tx, brandId: number, row: SchemeRow): Promise<boolean> {
    const columns = ['brand_id', ...FIELDS.map((field) => COLUMNS[field])];
    const values = [brandId, ...FIELDS.map((field) => row[field])];
    return (await insertRows(tx, 'tier_scheme', columns, [values], { ignore: true })) === 1;
  }

  async saveDraft(tx: Tx, id: number, scheme: string, note: string, nowMs: number): Promise<void> {
    await tx.exec(
      "UPDATE tier_scheme SET scheme = ?, note = ?, changed_at_ms = ? WHERE id = ? AND state = 'draft'",
      [scheme, note, nowMs, id],
    );
  }

  async publish(tx: Tx, id: number, startsAtMs: number, by: number, nowMs: number): Promise<void> {
    await tx.exec(
      `UPDATE tier_scheme SET state = 'published', starts_at_ms = ?, published_by = ?, published_at_ms = ?
       WHERE id = ? AND state = 'draft'`,
      [startsAtMs, by, nowMs, id],
    );
  }

  /** @returns false when there was none */
  async discardDraft(tx: Tx, brandId: number): Promise<boolean> {
    return (await tx.exec("DELETE FROM tier_scheme WHERE brand_id = ? AND state = 'draft'", [brandId])) === 1;
  }
}
