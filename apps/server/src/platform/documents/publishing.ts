import { fail, ok, type Fault, type Result } from '@liuliang/domain';
import type { Reader, Tx } from '../db/statements';
import type { Author, DocumentAct, Documents } from './documents';
import { ask, byVersion, draft, publish, type Place, type VersionRow } from './queries';
import type { VersionDetail } from './views';

export type Unknown = { readonly code: 'DOCUMENT_UNKNOWN' };
export type Changed = { readonly code: 'DOCUMENT_DRAFT_CHANGED' };
export type Invalid = { readonly code: 'DOCUMENT_INVALID'; readonly faults: readonly Fault[] };
export type StartPast = { readonly code: 'DOCUMENT_START_PAST' };
/** Somebody else has asked for it already. */
type Waits = { readonly code: 'DOCUMENT_ASKED' };
type NotAsked = { readonly code: 'DOCUMENT_NOT_ASKED' };
export type SecondPerson = { readonly code: 'DOCUMENT_SECOND_PERSON' };
export type PublishRefusal = Unknown | Changed | StartPast | Invalid | Waits;
export type ApproveRefusal = Unknown | NotAsked | Changed | SecondPerson | StartPast | Invalid;

/** What the document itself knows of a row. */
interface Own<T> {
  readonly place: (brandId: number) => Place;
  readonly sound: (reader: Reader, brandId: number, row: VersionRow) => Promise<Result<unknown, Invalid>>;
  readonly detail: (reader: Reader, author: Author, row: VersionRow) => Promise<VersionDetail<T>>;
  readonly note: (
    tx: Tx,
    author: Author,
    act: string,
    version: number,
    detail: DocumentAct['detail'],
  ) => Promise<void>;
  readonly forget: (tx: Tx, brandId: number) => void;
}

/**
 * Publishing a draft: at once, or where the brand says so, after a second person has approved exactly the state that was
 * asked for (DOC-6). Order of locks: the brand's settings, the draft's row, the audit log.
 */
export class Publishing<T> {
  constructor(
    private readonly documents: Documents,
    private readonly kind: string,
    private readonly own: Own<T>,
  ) {}

  /**
   * Order of checks: there is a draft, it is the one that was seen, its start is to come, it has no faults, nobody else
   * has asked for it. The same asked again by the same person is the same request.
   * @param startsAtMs null: now, or as soon as it is approved
   */
  publish(
    author: Author,
    seenChangedAtMs: number,
    startsAtMs: number | null,
  ): Promise<Result<VersionDetail<T>, PublishRefusal>> {
    return this.run('publish', async (tx): Promise<Result<VersionDetail<T>, PublishRefusal>> => {
      const needsSecond = await this.documents.needsSecond(tx, author.brandId, this.kind);
      const known = await draft(tx, this.own.place(author.brandId), tx.dialect.forUpdate);
      if (!known) return fail({ code: 'DOCUMENT_UNKNOWN' });
      if (known.changedAtMs !== seenChangedAtMs) return fail({ code: 'DOCUMENT_DRAFT_CHANGED' });
      if (startsAtMs !== null && startsAtMs < tx.nowMs()) return fail({ code: 'DOCUMENT_START_PAST' });
      const sound = await this.own.sound(tx, author.brandId, known);
      if (!sound.ok) return sound;
      if (!needsSecond)
        return ok(await this.put(tx, author, known, startsAtMs, { publishedBy: author.operatorId }));
      if (known.askedBy !== 0 && known.askedBy !== author.operatorId) return fail({ code: 'DOCUMENT_ASKED' });
      return ok(await this.ask(tx, author, known, startsAtMs ?? 0));
    });
  }

  /**
   * A second person approves what was asked for, which publishes it. Said again by the same person it is answered the
   * same. Order of checks: the version is there and was asked for, as it was seen, by somebody else; then as publishing.
   */
  approve(
    author: Author,
    version: number,
    seenAskedAtMs: number,
  ): Promise<Result<VersionDetail<T>, ApproveRefusal>> {
    const { brandId, operatorId } = author;
    return this.run('approve', async (tx): Promise<Result<VersionDetail<T>, ApproveRefusal>> => {
      const row = await byVersion(tx, this.own.place(brandId), version, tx.dialect.forUpdate);
      if (!row) return fail({ code: 'DOCUMENT_UNKNOWN' });
      const isSame = row.askedAtMs === seenAskedAtMs;
      if (row.state === 'published' && row.approvedBy === operatorId && operatorId !== 0 && isSame)
        return ok(await this.own.detail(tx, author, row));
      if (row.state === 'published' || row.askedBy === 0) return fail({ code: 'DOCUMENT_NOT_ASKED' });
      if (!isSame) return fail({ code: 'DOCUMENT_DRAFT_CHANGED' });
      if (row.askedBy === operatorId) return fail({ code: 'DOCUMENT_SECOND_PERSON' });
      const startsAtMs = row.askedStartsAtMs || null;
      if (startsAtMs !== null && startsAtMs < tx.nowMs()) return fail({ code: 'DOCUMENT_START_PAST' });
      const sound = await this.own.sound(tx, brandId, row);
      if (!sound.ok) return sound;
      const people = { publishedBy: row.askedBy, approvedBy: operatorId };
      return ok(await this.put(tx, author, row, startsAtMs, people));
    });
  }

  /** Whoever may write takes the request back; the draft stays. Nothing to take back is no fault. */
  withdraw(author: Author, version: number): Promise<Result<VersionDetail<T>, Unknown>> {
    return this.run('withdraw', async (tx): Promise<Result<VersionDetail<T>, Unknown>> => {
      const known = await draft(tx, this.own.place(author.brandId), tx.dialect.forUpdate);
      if (known?.version !== version) return fail({ code: 'DOCUMENT_UNKNOWN' });
      const row = { ...known, askedBy: 0, askedAtMs: 0, askedStartsAtMs: 0 };
      if (known.askedBy !== 0) {
        await ask(tx, row);
        await this.own.note(tx, author, 'publishing_withdrawn', version, {});
      }
      return ok(await this.own.detail(tx, author, row));
    });
  }

  private async ask(
    tx: Tx,
    author: Author,
    known: VersionRow,
    startsAtMs: number,
  ): Promise<VersionDetail<T>> {
    if (known.askedBy !== 0 && known.askedStartsAtMs === startsAtMs)
      return this.own.detail(tx, author, known);
    // Later than everything before it: it tells two requests apart, also of one millisecond.
    const askedAtMs = Math.max(tx.nowMs(), known.changedAtMs + 1, known.askedAtMs + 1);
    const row = { ...known, askedBy: author.operatorId, askedAtMs, askedStartsAtMs: startsAtMs };
    await ask(tx, row);
    await this.own.note(tx, author, 'publishing_asked', row.version, { startsAtMs });
    return this.own.detail(tx, author, row);
  }

  private async put(
    tx: Tx,
    author: Author,
    known: VersionRow,
    startsAtMs: number | null,
    people: { readonly publishedBy: number; readonly approvedBy?: number },
  ): Promise<VersionDetail<T>> {
    const publishedAtMs = tx.nowMs();
    const start = startsAtMs ?? publishedAtMs;
    const row = { ...known, ...people, state: 'published' as const, startsAtMs: start, publishedAtMs };
    await publish(tx, row);
    this.own.forget(tx, author.brandId);
    // Whoever approves is the actor of the record; who asked for it stands beside.
    const detail = { startsAtMs: start, ...(people.approvedBy && { askedBy: known.askedBy }) };
    await this.own.note(tx, author, 'published', row.version, detail);
    return this.own.detail(tx, author, row);
  }

  private run<R>(act: string, work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.documents.db.run(`${this.kind}.${act}`, work);
  }
}
