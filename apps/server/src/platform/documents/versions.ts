import type { Database } from '../db/database';
import type { Reader, Tx } from '../db/statements';
import { Kept } from '../kept';
import { FIRST, type DocumentKind } from './kind';
import { byVersion, contents, heads, published, type HeadRow, type Place, type VersionRow } from './queries';

/** A published version and what it says. */
export interface Version<T> {
  readonly version: number;
  readonly startsAtMs: number;
  readonly content: T;
}

/** What is published of a brand; not written: what stands for a first version until somebody needs it. */
interface Published<T> {
  readonly versions: readonly Version<T>[];
  readonly isWritten: boolean;
}

/** Nobody has asked for it to be published, and nobody approved. */
export const UNASKED = { askedBy: 0, askedAtMs: 0, askedStartsAtMs: 0, approvedBy: 0 } as const;

/** Contents that are kept; a brand that publishes daily for years stays below it. */
const KEPT_MAX = 2_000;

/** The version of an instant: the last that has started, or the first of all. */
export function inForceAt<V extends { readonly startsAtMs: number }>(
  versions: readonly V[],
  atMs: number,
): V {
  const found = versions.findLast(({ startsAtMs }) => startsAtMs <= atMs) ?? versions[0];
  if (!found) throw new Error('DOC-3: a document always has a version');
  return found;
}

/** The versions of one kind of document, those included that nobody has written yet. */
export class Versions<T> {
  /** By row id, parsed once per process: what was published stays as it is. */
  private readonly kept = new Map<number, T>();
  /** What is published, by brand. */
  private readonly lists: Kept<number, Published<T>>;

  constructor(
    private readonly kind: Pick<DocumentKind<T>, 'kind' | 'schema' | 'first'>,
    private readonly db: Pick<Database, 'nextId' | 'nowMs'>,
  ) {
    this.lists = new Kept(db);
  }

  place(brandId: number): Place {
    return { brandId, kind: this.kind.kind };
  }

  parse(text: string): T {
    return this.kind.schema.parse(JSON.parse(text));
  }

  /** Never empty; the one that starts first comes first. */
  async published(reader: Reader, brandId: number): Promise<readonly Version<T>[]> {
    return (await this.list(reader, brandId)).versions;
  }

  /** Whether the first version is written down. */
  async isWritten(reader: Reader, brandId: number): Promise<boolean> {
    return (await this.list(reader, brandId)).isWritten;
  }

  /** Whoever publishes says so. */
  forget(tx: Tx, brandId: number): void {
    this.lists.forget(tx, (_versions, id) => id === brandId);
  }

  private list(reader: Reader, brandId: number): Promise<Published<T>> {
    return this.lists.get(reader, brandId, () => this.readPublished(reader, brandId));
  }

  private async readPublished(reader: Reader, brandId: number): Promise<Published<T>> {
    const rows = await published(reader, this.place(brandId));
    if (rows.length === 0) {
      const { content } = await this.kind.first({ reader, brandId });
      return { versions: [{ version: FIRST, startsAtMs: 0, content }], isWritten: false };
    }
    const contentOf = await this.keptContents(
      reader,
      rows.map(({ id }) => id),
    );
    const versions = rows.map(({ id, version, startsAtMs }) => {
      return { version, startsAtMs, content: contentOf(id) };
    });
    return { versions, isWritten: true };
  }

  /** Every version, newest first. */
  async all(reader: Reader, brandId: number): Promise<{ readonly row: HeadRow; readonly content: T }[]> {
    const rows = await heads(reader, this.place(brandId));
    const isWritten = rows.some(({ state }) => state === 'published');
    const contentOf = await this.keptContents(
      reader,
      rows.filter(({ state }) => state === 'published').map(({ id }) => id),
    );
    const read: { row: HeadRow; content: T }[] = [];
    for (const row of rows) {
      const drafted = row.state === 'draft' && (await byVersion(reader, this.place(brandId), row.version));
      read.push({ row, content: drafted ? this.parse(drafted.content) : contentOf(row.id) });
    }
    if (isWritten) return read;
    const first = await this.unwritten(reader, brandId);
    return [...read, { row: first, content: this.parse(first.content) }];
  }

  async find(reader: Reader, brandId: number, version: number): Promise<VersionRow | null> {
    const row = await byVersion(reader, this.place(brandId), version);
    return row ?? (version === FIRST ? this.unwritten(reader, brandId) : null);
  }

  /** The first version as it is written when it is needed. */
  async unwritten(reader: Reader, brandId: number): Promise<VersionRow> {
    const { content, atMs } = await this.kind.first({ reader, brandId });
    return {
      id: this.db.nextId(),
      version: FIRST,
      state: 'published',
      startsAtMs: 0,
      content: JSON.stringify(content),
      note: '',
      createdBy: 0,
      createdAtMs: atMs,
      changedBy: 0,
      changedAtMs: atMs,
      publishedBy: 0,
      publishedAtMs: atMs,
      ...UNASKED,
    };
  }

  private async keptContents(reader: Reader, ids: readonly number[]): Promise<(id: number) => T> {
    const found = new Map<number, T>();
    for (const id of ids) {
      const known = this.kept.get(id);
      if (known !== undefined) found.set(id, known);
    }
    const missing = ids.filter((id) => !found.has(id));
    if (this.kept.size + missing.length > KEPT_MAX) this.kept.clear();
    for (const { id, content } of missing.length === 0 ? [] : await contents(reader, missing)) {
      const parsed = this.parse(content);
      this.kept.set(id, parsed);
      found.set(id, parsed);
    }
    return (id) => found.get(id) as T;
  }
}
