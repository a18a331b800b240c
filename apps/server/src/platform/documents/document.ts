import { fail, ok, type Fault, type Result } from '@liuliang/domain';
import { RunAgain } from '../db/run-again';
import type { Reader, Tx } from '../db/statements';
import type { Author, DocumentAct, Documents } from './documents';
import type { DocumentKind } from './kind';
import {
  add,
  discard,
  draft,
  newestVersion,
  published,
  saveDraft,
  type Place,
  type VersionRow,
} from './queries';
import {
  Publishing,
  type Changed,
  type Invalid,
  type SecondPerson,
  type StartPast,
  type Unknown,
} from './publishing';
import { UNASKED, Versions, type Version } from './versions';
import { viewsOf, type VersionDetail, type VersionHead } from './views';

export interface Draft<T> {
  readonly content: T;
  readonly note: string;
  /** Which state of the draft its author has seen; 0: none. */
  readonly seenChangedAtMs: number;
}

export type TriedRefusal = Unknown | Invalid;

/** A content with the number of its version; 0 for what stands in an editor. */
export interface Of<T> {
  readonly version: number;
  readonly content: T;
}

/** A version that is there, or a content as it stands in an editor. */
export type Tried<T> = { readonly version: number } | { readonly content: T };

/** One document of every brand, with its versions. DOC-1 to DOC-6 are in the README. */
export class VersionedDocument<T, Input = never, Outcome = never> {
  private readonly versions: Versions<T>;
  /** Publishing the draft, alone or by two people. */
  readonly publishing: Publishing<T>;

  constructor(
    private readonly documents: Documents,
    private readonly kind: DocumentKind<T, Input, Outcome>,
  ) {
    this.versions = new Versions(kind, documents.db);
    this.publishing = new Publishing(documents, kind.kind, {
      place: (brandId) => this.place(brandId),
      sound: (reader, brandId, row) => this.soundRow(reader, brandId, row),
      detail: (reader, author, row) => this.detail(reader, author, row),
      note: (tx, author, act, version, detail) => this.note(tx, author, act, version, detail),
      forget: (tx, brandId) => this.versions.forget(tx, brandId),
    });
  }

  /** What is published, never empty; the version that starts first comes first. */
  published(reader: Reader, brandId: number): Promise<readonly Version<T>[]> {
    return this.versions.published(reader, brandId);
  }

  /** As `published`, read from the rows whatever this process has read of them before. */
  asStored(reader: Reader, brandId: number): Promise<readonly Version<T>[]> {
    return new Versions(this.kind, this.documents.db).published(reader, brandId);
  }

  /** Writes the first version down, so that what follows from it keeps its sense whatever it is made of later. */
  async pinFirst(tx: Tx, brandId: number): Promise<void> {
    const place = this.place(brandId);
    if (await this.versions.isWritten(tx, brandId)) return;
    await add(tx, place, await this.versions.unwritten(tx, brandId));
    this.versions.forget(tx, brandId);
  }

  /** A first version of the brand's own, for a brand in which nothing has happened yet; kept if it has one already. */
  async setFirst(brandId: number, content: T): Promise<void> {
    await this.documents.db.run(`${this.kind.kind}.setFirst`, async (tx) => {
      const faults = await this.kind.check(content, { reader: tx, brandId });
      if (faults.length > 0) throw new Error(`A first version is wrong: ${JSON.stringify(faults)}`);
      const row = await this.versions.unwritten(tx, brandId);
      await add(tx, this.place(brandId), { ...row, content: JSON.stringify(content) });
      this.versions.forget(tx, brandId);
    });
  }

  /**
   * Newest first, with who and when. A brand that has written nothing is shown its first version.
   * @param viewer the operator who looks; 0: nobody of the console
   */
  async list(brandId: number, viewer = 0): Promise<(VersionHead & { readonly content: T })[]> {
    return this.documents.db.readAtOnce(async (reader) => {
      const all = await this.versions.all(reader, brandId);
      const heads = await viewsOf(
        this.documents,
        reader,
        this.place(brandId),
        all.map(({ row }) => row),
        viewer,
      );
      return heads.map((head, i) => ({ ...head, content: all[i]?.content as T }));
    });
  }

  async read(brandId: number, version: number, viewer = 0): Promise<Result<VersionDetail<T>, Unknown>> {
    return this.documents.db.read(async (reader) => {
      const row = await this.versions.find(reader, brandId, version);
      const by = { brandId, operatorId: viewer };
      return row ? ok(await this.detail(reader, by, row)) : fail({ code: 'DOCUMENT_UNKNOWN' });
    });
  }

  /**
   * Keeps the draft, faults and all: they stop nobody from going on tomorrow. DOC-4: it reads and writes the draft's
   * row alone, however many versions there are, and refuses an author who has not seen its last state. DOC-6: whatever
   * was asked for before is asked for no more.
   */
  async saveDraft(author: Author, next: Draft<T>): Promise<Result<VersionDetail<T>, Changed>> {
    return this.documents.db.run(
      `${this.kind.kind}.saveDraft`,
      async (tx): Promise<Result<VersionDetail<T>, Changed>> => {
        const known = await draft(tx, this.place(author.brandId), tx.dialect.forUpdate);
        if ((known?.changedAtMs ?? 0) !== next.seenChangedAtMs)
          return fail({ code: 'DOCUMENT_DRAFT_CHANGED' });
        const change = {
          content: JSON.stringify(next.content),
          note: next.note,
          changedBy: author.operatorId,
          // Later than the one before it, also within one millisecond: it tells two states of the draft apart.
          changedAtMs: Math.max(this.documents.db.nowMs(), next.seenChangedAtMs + 1),
        };
        const row = known ? { ...known, ...change, ...UNASKED } : await this.begin(tx, author, change);
        if (known) await saveDraft(tx, row);
        return ok(await this.detail(tx, author, row));
      },
    );
  }

  /** Order of checks: there is a draft, and it is the one that was seen. */
  async discardDraft(
    author: Author,
    seenChangedAtMs: number,
  ): Promise<Result<{ readonly discarded: true }, Unknown | Changed>> {
    return this.documents.db.run(`${this.kind.kind}.discardDraft`, async (tx) => {
      const known = await draft(tx, this.place(author.brandId), tx.dialect.forUpdate);
      if (!known) return fail({ code: 'DOCUMENT_UNKNOWN' });
      if (known.changedAtMs !== seenChangedAtMs) return fail({ code: 'DOCUMENT_DRAFT_CHANGED' });
      await discard(tx, known.id);
      await this.note(tx, author, 'draft_discarded', known.version, {});
      return ok({ discarded: true });
    });
  }

  /**
   * Publishes a content that was written elsewhere, in one step; a draft that is there stays as it is. A brand in whose
   * books nothing stands may date it back, behind the versions of its own: a history is then judged by it.
   * Order of checks: one person is enough, it has no faults, its start may be that early.
   *
   * @param startsAtMs null: now
   */
  async publishContent(
    author: Author,
    content: T,
    startsAtMs: number | null,
  ): Promise<Result<VersionDetail<T>, SecondPerson | Invalid | StartPast>> {
    const { brandId, operatorId } = author;
    const place = this.place(brandId);
    return this.documents.db.run(
      `${this.kind.kind}.publishContent`,
      async (tx): Promise<Result<VersionDetail<T>, SecondPerson | Invalid | StartPast>> => {
        if (await this.documents.needsSecond(tx, brandId, this.kind.kind))
          return fail({ code: 'DOCUMENT_SECOND_PERSON' });
        const sound = await this.sound(tx, brandId, 0, content);
        if (!sound.ok) return sound;
        const publishedAtMs = this.documents.db.nowMs();
        const start = startsAtMs ?? publishedAtMs;
        await this.pinFirst(tx, brandId);
        if (start < publishedAtMs && !(await this.mayDateBack(tx, brandId, start)))
          return fail({ code: 'DOCUMENT_START_PAST' });
        const row: VersionRow = {
          ...(await this.versions.unwritten(tx, brandId)),
          content: JSON.stringify(content),
          version: (await newestVersion(tx, place)) + 1,
          startsAtMs: start,
          ...writtenBy(operatorId, publishedAtMs),
        };
        if (!(await add(tx, place, row))) throw new RunAgain('another version was written meanwhile');
        this.versions.forget(tx, brandId);
        await this.note(tx, author, 'published', row.version, { startsAtMs: start });
        return ok(await this.detail(tx, author, row));
      },
    );
  }

  private async mayDateBack(tx: Tx, brandId: number, startsAtMs: number): Promise<boolean> {
    const newest = (await published(tx, this.place(brandId))).at(-1);
    if (newest && newest.startsAtMs > startsAtMs) return false;
    return (await this.kind.dateBack?.(tx, brandId)) ?? false;
  }

  /** What would stand in the way of publishing a content; empty when nothing would. */
  faultsOf(brandId: number, content: T): Promise<readonly Fault[]> {
    return this.documents.db.read(async (reader) => this.kind.check(content, { reader, brandId }));
  }

  /** Whether a second person has to approve what is published. */
  needsSecond(brandId: number): Promise<boolean> {
    return this.documents.db.read((reader) => this.documents.needsSecond(reader, brandId, this.kind.kind));
  }

  /** The shape of a content, for what comes from a file. */
  get schema(): DocumentKind<T>['schema'] {
    return this.kind.schema;
  }

  /** What somebody asks to try, if it has no faults. */
  async tried(reader: Reader, brandId: number, of: Tried<T>): Promise<Result<Of<T>, TriedRefusal>> {
    if ('content' in of) return this.sound(reader, brandId, 0, of.content);
    const row = await this.versions.find(reader, brandId, of.version);
    return row ? this.soundRow(reader, brandId, row) : fail({ code: 'DOCUMENT_UNKNOWN' });
  }

  /** The draft, if there is one and it has no faults. */
  async triedDraft(reader: Reader, brandId: number): Promise<Result<Of<T>, TriedRefusal>> {
    const row = await draft(reader, this.place(brandId));
    return row ? this.soundRow(reader, brandId, row) : fail({ code: 'DOCUMENT_UNKNOWN' });
  }

  /** Tries a version or a content on an input; writes nothing. */
  async tryOut(brandId: number, of: Tried<T>, input: Input): Promise<Result<Outcome, TriedRefusal>> {
    const { trial } = this.kind;
    if (!trial) throw new Error(`Nothing can be tried of ${this.kind.kind}`);
    const tried = await this.documents.db.read((reader) => this.tried(reader, brandId, of));
    return tried.ok ? ok(await trial(tried.value, input, { brandId })) : tried;
  }

  private soundRow(reader: Reader, brandId: number, row: VersionRow): Promise<Result<Of<T>, Invalid>> {
    return this.sound(reader, brandId, row.version, this.versions.parse(row.content));
  }

  private async sound(
    reader: Reader,
    brandId: number,
    version: number,
    content: T,
  ): Promise<Result<Of<T>, Invalid>> {
    const faults = await this.kind.check(content, { reader, brandId });
    return faults.length === 0 ? ok({ version, content }) : fail({ code: 'DOCUMENT_INVALID', faults });
  }

  private async begin(
    tx: Tx,
    author: Author,
    change: Pick<VersionRow, 'content' | 'note' | 'changedBy' | 'changedAtMs'>,
  ): Promise<VersionRow> {
    const place = this.place(author.brandId);
    // The number of the first version is taken, whether it was needed yet or not.
    await this.pinFirst(tx, author.brandId);
    const row: VersionRow = {
      ...change,
      id: this.documents.db.nextId(),
      version: (await newestVersion(tx, place)) + 1,
      state: 'draft',
      startsAtMs: 0,
      createdBy: author.operatorId,
      createdAtMs: change.changedAtMs,
      publishedBy: 0,
      publishedAtMs: 0,
      ...UNASKED,
    };
    if (!(await add(tx, place, row))) throw new RunAgain('another draft was begun meanwhile');
    await this.note(tx, author, 'draft_begun', row.version, {});
    return row;
  }

  private async detail(reader: Reader, viewer: Author, row: VersionRow): Promise<VersionDetail<T>> {
    const { brandId, operatorId } = viewer;
    const content = this.versions.parse(row.content);
    const [head] = await viewsOf(this.documents, reader, this.place(brandId), [row], operatorId);
    const faults = await this.kind.check(content, { reader, brandId });
    return { ...(head as VersionHead), content, faults };
  }

  private note(
    tx: Tx,
    author: Author,
    act: string,
    version: number,
    detail: DocumentAct['detail'],
  ): Promise<void> {
    const { brandId, operatorId } = author;
    const subject = `v${version}`;
    return this.documents.note(tx, {
      brandId,
      operatorId,
      action: `${this.kind.kind}.${act}`,
      subject,
      detail,
    });
  }

  private place(brandId: number): Place {
    return this.versions.place(brandId);
  }
}

/** A version that was begun and published in one step. */
const writtenBy = (operatorId: number, atMs: number) => ({
  createdBy: operatorId,
  createdAtMs: atMs,
  changedBy: operatorId,
  changedAtMs: atMs,
  publishedBy: operatorId,
  publishedAtMs: atMs,
});
