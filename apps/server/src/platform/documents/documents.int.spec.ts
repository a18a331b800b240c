import { z } from 'zod';
import { AuditChains } from '../../modules/audit';
import { OperatorsService } from '../../modules/identity';
import { openTestServer, type TestServer } from '../../testing/test-server';
import { insertRows } from '../db/statements';
import { documentKind, Documents, inForceAt, VersionedDocument, type Author } from '.';

/** Words of welcome: a document that no area has. */
interface Welcome {
  readonly text: string;
  readonly points: number;
}
const FIRST: Welcome = { text: 'hello', points: 0 };

let server: TestServer;
let welcome: VersionedDocument<Welcome, number, string>;
let brandId = 0;
let ann: Author;
let ben: Author;

beforeAll(async () => {
  server = await openTestServer();
  welcome = another();
  const hire = async (login: string) => {
    const account = {
      brandId: 1,
      login,
      displayName: login,
      password: 'a-long-enough-password',
      role: 'owner',
    };
    return (await server.get(OperatorsService).create(account))?.id ?? 0;
  };
  const [annId, benId] = [await hire('ann'), await hire('ben')];
  ann = { brandId: 0, operatorId: annId };
  ben = { brandId: 0, operatorId: benId };
});
afterAll(() => server.close());
beforeEach(() => {
  brandId += 1;
  [ann, ben] = [ann, ben].map((who) => ({ ...who, brandId })) as [Author, Author];
  server.clock.pass(1_000);
});

/** The same document as another process has it. */
const another = () =>
  new VersionedDocument(
    server.get(Documents),
    documentKind({
      kind: 'welcome',
      schema: z.strictObject({ text: z.string().max(10), points: z.int().min(0) }),
      check: ({ text }) => (text === '' ? [{ path: 'text', fault: 'empty' as const }] : []),
      first: () => ({ content: FIRST, atMs: 1 }),
      trial: async ({ version, content }, times: number) => `v${version} ${content.text.repeat(times)}`,
    }),
  );

const save = (who: Author, text: string, seenChangedAtMs = 0, points = 0) =>
  welcome.saveDraft(who, { content: { text, points }, note: `by hand`, seenChangedAtMs });

/** Saves and answers by which change publishing knows the draft. */
async function drafted(who: Author, text: string, seenChangedAtMs = 0): Promise<number> {
  const saved = await save(who, text, seenChangedAtMs);
  if (!saved.ok) throw new Error(saved.error.code);
  return saved.value.changedAtMs;
}

const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string =>
  result.ok ? 'done' : (result.error?.code ?? '');
const told = async (): Promise<string[]> =>
  (await welcome.list(brandId)).map(({ version, state, isInForce, content }) =>
    [`v${version}`, state, content.text, ...(isInForce ? ['in force'] : [])].join(' '),
  );
const textAt = async (atMs: number): Promise<string> => {
  const versions = await server.platform.db.read((reader) => welcome.published(reader, brandId));
  return inForceAt(versions, atMs).content.text;
};
const acts = async (): Promise<string[]> => {
  const sql = 'SELECT action, subject FROM audit_log WHERE brand_id = ? ORDER BY sequence';
  const rows = await server.platform.db.read((reader) =>
    reader.query<{ action: string; subject: string }>(sql, [brandId]),
  );
  return rows.map(({ action, subject }) => `${action} ${subject}`);
};

describe('a versioned document', () => {
  it('begins with a first version that nobody wrote, in force from the beginning', async () => {
    expect(await told()).toEqual(['v1 published hello in force']);
    expect(await textAt(0)).toBe('hello');
    expect(await welcome.read(brandId, 1)).toMatchObject({ value: { startsAtMs: 0, createdBy: null } });
    expect(codeOf(await welcome.read(brandId, 2))).toBe('DOCUMENT_UNKNOWN');
  });

  it('is drafted by one, changed by another and published by a third hand, all named', async () => {
    const seen = await drafted(ben, 'hi', await drafted(ann, 'hey'));
    server.clock.pass(5);
    expect(await welcome.publishing.publish(ann, seen, null)).toMatchObject({
      value: { version: 2, state: 'published', isInForce: true, faults: [] },
    });
    expect(await welcome.list(brandId)).toMatchObject([
      { version: 2, createdBy: 'ann', changedBy: 'ben', publishedBy: 'ann', note: 'by hand' },
      { version: 1, createdBy: null, publishedBy: null },
    ]);
    expect(await acts()).toEqual(['welcome.draft_begun v2', 'welcome.published v2']);
    expect(await server.get(AuditChains).check(brandId)).toMatchObject({ faults: [] });
  });

  it('holds from the instant for which it was published, and not before', async () => {
    const startsAtMs = server.clock.nowMs() + 60_000;
    await welcome.publishing.publish(ann, await drafted(ann, 'later'), startsAtMs);
    expect(await told()).toEqual(['v2 published later', 'v1 published hello in force']);
    expect([await textAt(startsAtMs - 1), await textAt(startsAtMs)]).toEqual(['hello', 'later']);
    server.clock.set(startsAtMs);
    expect(await told()).toEqual(['v2 published later in force', 'v1 published hello']);
  });

  it('refuses in this order: no draft, another state of it, a start in the past, faults', async () => {
    const past = server.clock.nowMs() - 1;
    expect(codeOf(await welcome.publishing.publish(ann, 0, past))).toBe('DOCUMENT_UNKNOWN');
    const seen = await drafted(ann, '');
    expect(codeOf(await welcome.publishing.publish(ann, seen + 1, past))).toBe('DOCUMENT_DRAFT_CHANGED');
    expect(codeOf(await welcome.publishing.publish(ann, seen, past))).toBe('DOCUMENT_START_PAST');
    expect(await welcome.publishing.publish(ann, seen, null)).toMatchObject({
      error: { code: 'DOCUMENT_INVALID', faults: [{ path: 'text', fault: 'empty' }] },
    });
    expect(await welcome.read(brandId, 2)).toMatchObject({
      value: { state: 'draft', faults: [{ path: 'text' }] },
    });
  });

  it('is not saved, published or discarded over what somebody else has done meanwhile', async () => {
    const first = await drafted(ann, 'ann');
    const second = await drafted(ben, 'ben', first);
    for (const stale of [0, first]) {
      expect(codeOf(await save(ann, 'again', stale))).toBe('DOCUMENT_DRAFT_CHANGED');
      expect(codeOf(await welcome.publishing.publish(ann, stale, null))).toBe('DOCUMENT_DRAFT_CHANGED');
      expect(codeOf(await welcome.discardDraft(ann, stale))).toBe('DOCUMENT_DRAFT_CHANGED');
    }
    expect(await told()).toEqual(['v2 draft ben', 'v1 published hello in force']);
    expect(await welcome.discardDraft(ben, second)).toEqual({ ok: true, value: { discarded: true } });
    expect(codeOf(await welcome.discardDraft(ben, second))).toBe('DOCUMENT_UNKNOWN');
    expect(codeOf(await save(ben, 'late', second))).toBe('DOCUMENT_DRAFT_CHANGED');
    expect(await acts()).toEqual(['welcome.draft_begun v2', 'welcome.draft_discarded v2']);
  });

  it('is saved without looking at any other version', async () => {
    const seen = await drafted(ann, 'one');
    // A version that nobody could read: whoever looked at it would fail.
    await server.platform.db.run('test.plant', (tx) =>
      insertRows(
        tx,
        'document_version',
        ['id', 'brand_id', 'kind', 'version', 'state', 'slot', 'content'],
        [[server.platform.ids.next(), brandId, 'welcome', 9, 'published', 9, 'no JSON']],
      ),
    );
    await expect(welcome.list(brandId)).rejects.toThrow();
    expect(await save(ann, 'two', seen)).toMatchObject({ value: { content: { text: 'two' } } });
  });

  it('is tried as a version or as it stands in an editor, and only without faults', async () => {
    await drafted(ann, 'ab');
    expect(await welcome.tryOut(brandId, { version: 2 }, 2)).toEqual({ ok: true, value: 'v2 abab' });
    expect(await welcome.tryOut(brandId, { content: { text: 'c', points: 1 } }, 3)).toMatchObject({
      value: 'v0 ccc',
    });
    expect(codeOf(await welcome.tryOut(brandId, { version: 3 }, 1))).toBe('DOCUMENT_UNKNOWN');
    expect(codeOf(await welcome.tryOut(brandId, { content: { text: '', points: 1 } }, 1))).toBe(
      'DOCUMENT_INVALID',
    );
  });

  it('keeps its first version as it was when something first followed from it', async () => {
    await server.platform.db.run('test.pin', (tx) => welcome.pinFirst(tx, brandId));
    await server.platform.db.run('test.pin', (tx) => welcome.pinFirst(tx, brandId));
    await welcome.setFirst(brandId, { text: 'other', points: 0 });
    expect(await told()).toEqual(['v1 published hello in force']);
  });

  it('is parsed once for each process, whatever is read', async () => {
    await welcome.publishing.publish(ann, await drafted(ann, 'kept'), null);
    const known = await server.platform.db.read((reader) => welcome.published(reader, brandId));
    await server.platform.db.run('test.forge', (tx) =>
      tx.exec("UPDATE document_version SET content = 'no JSON' WHERE brand_id = ?", [brandId]),
    );
    const again = await server.platform.db.read((reader) => welcome.published(reader, brandId));
    expect(again[1]?.content).toBe(known[1]?.content);
    const elsewhere = another();
    await expect(server.platform.db.read((reader) => elsewhere.published(reader, brandId))).rejects.toThrow();
  });
});

describe('authors who meet', () => {
  it('begin one draft: whoever comes second is told that there is one', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, (_, i) => save(i % 2 ? ann : ben, `text ${i}`)));
    expect(all.map(codeOf).sort()).toEqual([...Array<string>(5).fill('DOCUMENT_DRAFT_CHANGED'), 'done']);
    const [winner] = all.filter(({ ok }) => ok);
    const [draft, ...rest] = await welcome.list(brandId);
    expect(draft).toMatchObject({ version: 2, state: 'draft' });
    expect(draft?.content).toEqual(winner?.ok ? winner.value.content : null);
    expect(rest.map(({ version }) => version)).toEqual([1]);
    expect(await acts()).toEqual(['welcome.draft_begun v2']);
  });

  it('publish once', async () => {
    const seen = await drafted(ann, 'once');
    const all = await Promise.all(
      [ann, ben, ann, ben].map((who) => welcome.publishing.publish(who, seen, null)),
    );
    expect(all.map(codeOf).sort()).toEqual([...Array<string>(3).fill('DOCUMENT_UNKNOWN'), 'done']);
    expect(await acts()).toEqual(['welcome.draft_begun v2', 'welcome.published v2']);
  });

  it('never publish what was saved meanwhile, and never save into what was published', async () => {
    for (let round = 0; round < 8; round += 1) {
      const seen = await drafted(ann, `base ${round}`);
      const [published, saved] = await Promise.all([
        welcome.publishing.publish(ann, seen, null),
        save(ben, 'mine', seen),
      ]);
      const [newest] = await welcome.list(brandId);
      if (published.ok) {
        expect(codeOf(saved)).toBe('DOCUMENT_DRAFT_CHANGED');
        expect(newest).toMatchObject({ state: 'published', content: { text: `base ${round}` } });
      } else {
        expect([codeOf(published), codeOf(saved)]).toEqual(['DOCUMENT_DRAFT_CHANGED', 'done']);
        expect(newest).toMatchObject({ state: 'draft', content: { text: 'mine' } });
        await welcome.discardDraft(ben, newest?.changedAtMs ?? 0);
      }
      server.clock.pass(1_000);
    }
  });
});
