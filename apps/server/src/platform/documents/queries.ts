import { insertRows, queryIn, type Reader, type Tx } from '../db/statements';

/** Which document of which brand. */
export interface Place {
  readonly brandId: number;
  readonly kind: string;
}

/** A version without what it says. */
export interface HeadRow {
  readonly id: number;
  readonly version: number;
  readonly state: 'draft' | 'published';
  readonly startsAtMs: number;
  readonly note: string;
  readonly createdBy: number;
  readonly createdAtMs: number;
  readonly changedBy: number;
  readonly changedAtMs: number;
  readonly publishedBy: number;
  readonly publishedAtMs: number;
  /** 0: nobody asks for it to be published. */
  readonly askedBy: number;
  readonly askedAtMs: number;
  /** 0: from its approval on. */
  readonly askedStartsAtMs: number;
  readonly approvedBy: number;
}

export interface VersionRow extends HeadRow {
  readonly content: string;
}

const COLUMNS = {
  id: 'id',
  version: 'version',
  state: 'state',
  startsAtMs: 'starts_at_ms',
  note: 'note',
  createdBy: 'created_by',
  createdAtMs: 'created_at_ms',
  changedBy: 'changed_by',
  changedAtMs: 'changed_at_ms',
  publishedBy: 'published_by',
  publishedAtMs: 'published_at_ms',
  askedBy: 'asked_by',
  askedAtMs: 'asked_at_ms',
  askedStartsAtMs: 'asked_starts_at_ms',
  approvedBy: 'approved_by',
} as const satisfies Record<keyof HeadRow, string>;
const FIELDS = Object.keys(COLUMNS) as (keyof HeadRow)[];
const HEAD = FIELDS.map((field) => `${COLUMNS[field]} AS ${field}`).join(', ');
const OF = 'FROM document_version WHERE brand_id = ? AND kind = ?';

/** Every version, newest first. */
export function heads(reader: Reader, { brandId, kind }: Place): Promise<HeadRow[]> {
  return reader.query<HeadRow>(`SELECT ${HEAD} ${OF} ORDER BY version DESC`, [brandId, kind]);
}

/** What is published without its content, the one that starts first first. */
export function published(
  reader: Reader,
  { brandId, kind }: Place,
): Promise<Pick<HeadRow, 'id' | 'version' | 'startsAtMs'>[]> {
  const sql = `SELECT id, version, starts_at_ms AS startsAtMs ${OF} AND state = 'published'`;
  return reader.query(`${sql} ORDER BY starts_at_ms, version`, [brandId, kind]);
}

export function contents(reader: Reader, ids: readonly number[]): Promise<{ id: number; content: string }[]> {
  return queryIn(reader, ids, (list) => `SELECT id, content FROM document_version WHERE id IN (${list})`);
}

/** @param lock `forUpdate`: locked until commit */
export async function byVersion(
  reader: Reader,
  { brandId, kind }: Place,
  version: number,
  lock = '',
): Promise<VersionRow | null> {
  const sql = `SELECT ${HEAD}, content ${OF} AND version = ?${lock}`;
  return (await reader.query<VersionRow>(sql, [brandId, kind, version]))[0] ?? null;
}

/** The draft: the one row that saving it reads and writes. @param lock `forUpdate`: locked until commit */
export async function draft(reader: Reader, { brandId, kind }: Place, lock = ''): Promise<VersionRow | null> {
  const sql = `SELECT ${HEAD}, content ${OF} AND slot = 0${lock}`;
  return (await reader.query<VersionRow>(sql, [brandId, kind]))[0] ?? null;
}

export async function newestVersion(reader: Reader, { brandId, kind }: Place): Promise<number> {
  const rows = await reader.query<{ newest: number | null }>(`SELECT MAX(version) AS newest ${OF}`, [
    brandId,
    kind,
  ]);
  return rows[0]?.newest ?? 0;
}

/** @returns false when there is a draft already, or the version is taken */
export async function add(tx: Tx, { brandId, kind }: Place, row: VersionRow): Promise<boolean> {
  const columns = ['brand_id', 'kind', 'slot', 'content', ...FIELDS.map((field) => COLUMNS[field])];
  const slot = row.state === 'draft' ? 0 : row.version;
  const values = [brandId, kind, slot, row.content, ...FIELDS.map((field) => row[field])];
  return (await insertRows(tx, 'document_version', columns, [values], { ignore: true })) === 1;
}

export async function saveDraft(tx: Tx, row: VersionRow): Promise<void> {
  await tx.exec(
    `UPDATE document_version SET content = ?, note = ?, changed_by = ?, changed_at_ms = ?, asked_by = 0,
     asked_at_ms = 0, asked_starts_at_ms = 0 WHERE id = ? AND slot = 0`,
    [row.content, row.note, row.changedBy, row.changedAtMs, row.id],
  );
}

/** Says that the draft waits for a second person; nobody (0) takes that back. */
export async function ask(
  tx: Tx,
  {
    id,
    askedBy,
    askedAtMs,
    askedStartsAtMs,
  }: Pick<HeadRow, 'id' | 'askedBy' | 'askedAtMs' | 'askedStartsAtMs'>,
): Promise<void> {
  await tx.exec(
    'UPDATE document_version SET asked_by = ?, asked_at_ms = ?, asked_starts_at_ms = ? WHERE id = ? AND slot = 0',
    [askedBy, askedAtMs, askedStartsAtMs, id],
  );
}

export async function publish(tx: Tx, row: HeadRow): Promise<void> {
  await tx.exec(
    `UPDATE document_version SET state = 'published', slot = version, starts_at_ms = ?, published_by = ?,
     published_at_ms = ?, approved_by = ? WHERE id = ? AND slot = 0`,
    [row.startsAtMs, row.publishedBy, row.publishedAtMs, row.approvedBy, row.id],
  );
}

export async function discard(tx: Tx, id: number): Promise<void> {
  await tx.exec('DELETE FROM document_version WHERE id = ? AND slot = 0', [id]);
}
